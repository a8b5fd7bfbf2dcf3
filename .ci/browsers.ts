/**
 * Finds and starts the browsers that tests and screenshots run in: `CHROME_PATH`, else the
 * machine's Chrome or Chromium, else the one from npm. Firefox only where it is installed.
 */

import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, type LaunchOptions, launch } from 'puppeteer-core'
import { type InstalledBrowser, unpackNpmChromium } from './npm-chromium.ts'

const CHROME_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const CHROME_PLACES = [
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  join(process.env.PROGRAMFILES ?? '', 'Google/Chrome/Application/chrome.exe'),
]

const FIREFOX_PLACES = [
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  join(process.env.PROGRAMFILES ?? '', 'Mozilla Firefox/firefox.exe'),
]

const CHROME_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

/** Options with which puppeteer starts Chromium here, whether the machine has one or not. */
export async function chromeLaunchOptions(): Promise<LaunchOptions> {
  const { executablePath, env } = await findChrome()
  return { executablePath, env: { ...process.env, ...env }, args: CHROME_FLAGS, headless: 'shell' }
}

/** Options with which puppeteer starts Firefox, or `undefined` where there is none. */
export function firefoxLaunchOptions(): LaunchOptions | undefined {
  const executablePath = findExecutable(['firefox', 'firefox-esr'], FIREFOX_PLACES)
  if (!executablePath) return undefined
  // A Firefox before 144 opens no page with a viewport of puppeteer's.
  return { browser: 'firefox', executablePath, headless: true, defaultViewport: null }
}

/** Starts a headless Chromium; who starts it closes it. */
export async function launchChrome(options: LaunchOptions = {}): Promise<Browser> {
  const found = await chromeLaunchOptions()
  return launch({ ...found, ...options, args: [...CHROME_FLAGS, ...(options.args ?? [])] })
}

/** Starts a headless Firefox, or answers `undefined` where there is none. */
export async function launchFirefox(options: LaunchOptions = {}): Promise<Browser | undefined> {
  const found = firefoxLaunchOptions()
  return found && launch({ ...found, ...options })
}

/** The path of the first program that can be run: by name on the `PATH`, else at a usual place. */
export function findExecutable(names: readonly string[], places: readonly string[] = []): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const onPath = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, ...places].find(isExecutable)
}

async function findChrome(): Promise<InstalledBrowser> {
  const named = process.env.CHROME_PATH
  if (named && !isExecutable(named)) throw new Error(`CHROME_PATH is not a program: ${named}`)
  const executablePath = named || findExecutable(CHROME_NAMES, CHROME_PLACES)
  return executablePath ? { executablePath, env: {} } : unpackNpmChromium()
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
