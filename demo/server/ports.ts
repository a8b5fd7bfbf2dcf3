/** The three ports of the demo: which, by whose wish, and whether they are free. */
import { createServer } from 'node:net'

const PORTS = {
  page: { variable: 'DEMO_PORT', standard: 5173 },
  relay: { variable: 'RELAY_PORT', standard: 8787 },
  emulator: { variable: 'EMULATOR_PORT', standard: 8788 },
} as const

export type Ports = { readonly [Name in keyof typeof PORTS]: number }

const NAMES = Object.keys(PORTS) as readonly (keyof Ports)[]

/** The ports that the environment asks for. Throws a `TypeError` that names the variable to mend. */
export function readPorts(environment: NodeJS.ProcessEnv): Ports {
  const entries = NAMES.map((name) => {
    const { variable, standard } = PORTS[name]
    const text = environment[variable] || String(standard)
    const port = Number(text)
    if (!Number.isInteger(port) || port < 1 || port > 65535) {
      throw new TypeError(`${variable} takes a number from 1 to 65535, not '${text}'.`)
    }
    return [name, port]
  })
  const ports = Object.fromEntries(entries) as Ports
  for (const [index, name] of NAMES.entries()) {
    const twin = NAMES.slice(0, index).find((other) => ports[other] === ports[name])
    if (twin)
      throw new TypeError(
        `${PORTS[twin].variable} and ${PORTS[name].variable} cannot both be ${ports[name]}.`,
      )
  }
  return ports
}

/** One sentence for each port that somebody else holds. */
export async function findTakenPorts(ports: Ports): Promise<string[]> {
  const sentences = NAMES.map(async (name) => {
    const taken = (await isTaken(ports[name], '127.0.0.1')) || (await isTaken(ports[name], '::1'))
    return taken ? [`Port ${ports[name]} is taken: set ${PORTS[name].variable} to another one.`] : []
  })
  return (await Promise.all(sentences)).flat()
}

// Both loopback addresses: a browser may try either for `localhost`, and reach somebody else's page.
function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) =>
      resolve(error.code === 'EADDRINUSE' || error.code === 'EACCES'),
    )
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(false)))
  })
}
