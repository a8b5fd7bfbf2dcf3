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

/** An IPv4 address told as IPv6 (RFC 4291 §2.5.5.2). Some write its end in hex, in which all of them are one network. */
const MAPPED = /^(?:::|(?:0{1,4}:){5})ffff:(?:(\d+(?:\.\d+){3})|([\da-f]{1,4}):([\da-f]{1,4}))$/i

/** One client: an IPv4 address, or an IPv6 network of 64 bits, all of which one household has. */
function networkOf(written: string): string {
  const [, inBrackets, beforePort] = WITH_PORT.exec(written) ?? []
  const address = inBrackets ?? beforePort ?? written
  if (!address.includes(':')) return address
  const plain = address.replace(/%.*/, '')
  const [, dotted, high, low] = MAPPED.exec(plain) ?? []
  if (dotted) return dotted
  if (high && low) return [high, low].flatMap(bytesOf).join('.')
  const [head, tail] = plain.split('::') as [string, string?]
  const ahead = head.split(':').filter(Boolean)
  const behind = tail?.split(':') ?? []
  const missing = Math.max(0, 8 - ahead.length - behind.length)
  const whole = [...ahead, ...Array<string>(missing).fill('0'), ...behind]
  const network = whole.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '').toLowerCase())
  return `${network.join(':')}::/64`
}

/** The two bytes of a group. */
function bytesOf(group: string): readonly number[] {
  const number = Number.parseInt(group, 16)
  return [number >> 8, number & 0xff]
}
