/**
 * Whether DingTalk's hosts can be reached: name, connection, certificate.
 */

import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { Finding, STEP_TIMEOUT_MS, type Step } from './step.ts'

/** Looks at each of these origins. */
export function networkStep(origins: readonly string[]): Step {
  return {
    name: 'network',
    needs: ['settings'],
    async run() {
      const reached: string[] = []
      for (const origin of origins) reached.push(await reach(new URL(origin)))
      return reached.join('; ')
    },
  }
}

async function reach({ hostname, port, protocol, host }: URL): Promise<string> {
  const name = hostname.replace(/^\[|\]$/g, '')
  const secure = protocol === 'https:'
  const address = { host: name, port: Number(port) || (secure ? 443 : 80) }
  await lookup(name).catch((error: NodeJS.ErrnoException) => {
    throw new Finding(
      `${name} has no address (${error.code})`,
      "Look at this machine's DNS: 'getent hosts' must find the name. Is there a typo in the URL?",
    )
  })
  const socket = await opened(connectTcp(address), 'connect').catch((error: NodeJS.ErrnoException) => {
    throw new Finding(
      `${host} does not take connections (${error.code})`,
      `Let the firewall pass TCP to ${host}, port ${address.port}. The relay uses no HTTP proxy.`,
    )
  })
  if (!secure) {
    socket.destroy()
    return `${host}, without TLS`
  }
  const tls = await opened(
    connectTls({ socket, servername: isIP(name) ? '' : name, minVersion: 'TLSv1.2' }),
    'secureConnect',
  ).catch((error: NodeJS.ErrnoException) => {
    socket.destroy()
    throw new Finding(
      `${host} shows no certificate that can be trusted (${error.code})`,
      certificateRemedy(error.code),
    )
  })
  tls.destroy()
  return host
}

function certificateRemedy(code: string | undefined): string {
  return code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID'
    ? `Is this machine's clock right? It says ${new Date().toISOString()}. Let it be set by NTP; else somebody stands in between.`
    : 'Somebody stands in between. If that is your own proxy, name its authority in NODE_EXTRA_CA_CERTS.'
}

async function opened<S extends Socket>(socket: S, event: 'connect' | 'secureConnect'): Promise<S> {
  try {
    await once(socket, event, { signal: AbortSignal.timeout(STEP_TIMEOUT_MS) })
    return socket
  } catch (error) {
    socket.destroy()
    const { name } = error as Error
    throw name === 'AbortError' ? Object.assign(new Error('Too slow'), { code: 'no answer' }) : error
  }
}
