/**
 * The browsers in which @web/test-runner runs the element's tests: Chromium always, Firefox
 * and WebKit where they are installed. `TEST_BROWSERS=chromium,firefox` narrows the choice.
 */

import { type BrowserLauncher, chromeLauncher as launcherOf } from '@web/test-runner'
import { webdriverLauncher } from '@web/test-runner-webdriver'
import * as puppeteer from 'puppeteer-core'
import { chromeLaunchOptions, firefoxLaunchOptions } from './browsers.ts'
import { findWebKit, startWebKitDriver, type WebKitDriver, type WebKitPrograms } from './webkit.ts'

/** One launcher per browser that is here and wanted. */
export async function testBrowsers(wanted = process.env.TEST_BROWSERS): Promise<BrowserLauncher[]> {
  const names = wanted?.split(',') ?? ['chromium', 'firefox', 'webkit']
  const firefox = names.includes('firefox') && firefoxLaunchOptions()
  const webkit = names.includes('webkit') && findWebKit()
  return [
    ...(names.includes('chromium') ? [await chromeLauncher()] : []),
    ...(firefox ? [firefoxLauncher(firefox)] : []),
    ...(webkit ? [webkitLauncher(webkit)] : []),
  ]
}

/** Runs tests in the Chromium that `browsers.ts` finds, with a microphone that beeps and `gc()`. */
export async function chromeLauncher(): Promise<BrowserLauncher> {
  const options = await chromeLaunchOptions()
  const microphone = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  const collector = '--js-flags=--expose-gc'
  return pageLauncher({ ...options, args: [...(options.args ?? []), ...microphone, collector] })
}

function firefoxLauncher(options: puppeteer.LaunchOptions): BrowserLauncher {
  const microphone = {
    'media.navigator.streams.fake': true,
    'media.navigator.permission.disabled': true,
    'media.autoplay.default': 0,
  }
  return pageLauncher({ ...options, extraPrefsFirefox: microphone })
}

/** Between files the page is left and entered again: the one before may have tabbed out of it. */
function pageLauncher(launchOptions: puppeteer.LaunchOptions): BrowserLauncher {
  let page: puppeteer.Page | undefined
  const createPage = async ({ context }: { context: puppeteer.BrowserContext }) => {
    page = await context.newPage()
    return withOldFirefox(page)
  }
  const launcher = launcherOf({ launchOptions, puppeteer, createPage })
  const startSession = launcher.startSession.bind(launcher)
  return Object.assign(launcher, {
    async startSession(id: string, url: string) {
      const other = await page?.browserContext().newPage()
      await page?.bringToFront()
      await other?.close()
      await startSession(id, url)
    },
  })
}

// Puppeteer turns the screen with every resize, which Firefox knows since 144. The resize goes on meanwhile.
function withOldFirefox(page: puppeteer.Page): puppeteer.Page {
  const setViewport = page.setViewport.bind(page)
  page.setViewport = async (viewport) => {
    await setViewport(viewport).catch(async (error: Error) => {
      if (!error.message.includes('setScreenOrientationOverride')) throw error
      await page.waitForFunction((width) => innerWidth === width, {}, viewport?.width)
    })
  }
  return page
}

/** The driver lives as long as the launcher is in use. */
function webkitLauncher(programs: WebKitPrograms): BrowserLauncher {
  const options = { hostname: '127.0.0.1', port: 0, capabilities: programs.capabilities }
  const launcher = webdriverLauncher(options)
  const initialize = launcher.initialize.bind(launcher)
  const stop = launcher.stop.bind(launcher)
  let driver: WebKitDriver | undefined
  return Object.assign(launcher, {
    async initialize(...args: Parameters<typeof initialize>) {
      driver = await startWebKitDriver(programs)
      options.port = driver.port
      await initialize(...args)
      launcher.name = 'WebKit'
    },
    async stop() {
      await stop()
      await driver?.close()
    },
  })
}
