/**
 * Who is calling, where there is no grant to say so. A header is believed only as far as the
 * operator's own proxies wrote it.
 */

/**
 * The client's address behind so many trusted proxies: each of them has added the one it saw to the
 * end of `X-Forwarded-For`. Without proxies the header is anybody's text and is not looked at.
 */
export function clientAddress(remote: string, forwardedFor: string | undefined, proxies: number): string {
  if (proxies === 0 || forwardedFor === undefined) return networkOf(remote)
  const hops = [...forwardedFor.split(',').map((hop) => hop.trim()), remote]
  return networkOf(hops.at(-1 - proxies) ?? hops[0] ?? remote)
}

/** An address with the port that some proxies write behind it: it changes with every connection. */
const WITH_PORT = /^(?:\[([^\]]*)\](?::\d+)?|(\d+(?:\.\d+){3}):\d+)$/

/** One client: an IPv4 address, or an IPv6 network of 64 bits, all of which one household has. */
function networkOf(written: string): string {
  const [, inBrackets, beforePort] = WITH_PORT.exec(written) ?? []
  const address = inBrackets ?? beforePort ?? written
  if (!address.includes(':')) return address
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*/, '')
  if (!plain.includes(':')) return plain
  const [head, tail] = plain.split('::') as [string, string?]
  const ahead = head.split(':').filter(Boolean)
  const behind = tail?.split(':') ?? []
  const missing = Math.max(0, 8 - ahead.length - behind.length)
  const whole = [...ahead, ...Array<string>(missing).fill('0'), ...behind]
  const network = whole.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
  return `${network.join(':')}::/64`
}
