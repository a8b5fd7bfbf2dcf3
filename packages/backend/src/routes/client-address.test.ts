import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientAddress } from './client-address.ts'

for (const [what, remote, forwardedFor, proxies, address] of [
  ['without proxies, whatever the header says', '192.0.2.1', '203.0.113.9', 0, '192.0.2.1'],
  ['behind one proxy', '10.0.0.1', '198.51.100.1, 203.0.113.9', 1, '203.0.113.9'],
  ['behind two proxies', '10.0.0.1', '198.51.100.1, 203.0.113.9', 2, '198.51.100.1'],
  ['behind more proxies than wrote something', '10.0.0.1', '203.0.113.9', 3, '203.0.113.9'],
  ['behind a proxy that wrote nothing', '10.0.0.1', undefined, 1, '10.0.0.1'],
  ['of IPv4 with a port', '10.0.0.1', '203.0.113.9:50123', 1, '203.0.113.9'],
  ['of IPv6 in brackets', '10.0.0.1', '[2001:db8::1]', 1, '2001:db8:0:0::/64'],
  ['of IPv6 with a port', '10.0.0.1', '[2001:db8::1]:50123', 1, '2001:db8:0:0::/64'],
  ['of IPv4 told as IPv6, with a port', '10.0.0.1', '[::ffff:192.0.2.1]:50123', 1, '192.0.2.1'],
  ['of IPv4 told as IPv6', '::ffff:192.0.2.1', undefined, 0, '192.0.2.1'],
  ['of IPv4 told as IPv6, with a zone', '::ffff:192.0.2.1%eth0', undefined, 0, '192.0.2.1'],
  ['of IPv4 told as IPv6 in hex', '10.0.0.1', '::ffff:c000:201', 1, '192.0.2.1'],
  ['of IPv4 told as IPv6 in full, in hex', '10.0.0.1', '0000:0000:0:0:0:FFFF:C000:0201', 1, '192.0.2.1'],
  ['of IPv4 told as IPv6 in full', '10.0.0.1', '0:0:0:0:0:ffff:192.0.2.1', 1, '192.0.2.1'],
  ['of IPv6 that only looks like IPv4 in hex', '10.0.0.1', '::ffff:0:c000:201', 1, '0:0:0:0::/64'],
  ['of IPv6 that only ends like IPv4', '1::ffff:192.0.2.1', undefined, 0, '1:0:0:0::/64'],
  ['of IPv6 by its network', '2001:db8:0:1:abcd:ef01:2345:6789', undefined, 0, '2001:db8:0:1::/64'],
  ['of IPv6 in short', '2001:DB8::1', undefined, 0, '2001:db8:0:0::/64'],
  ['of IPv6 with leading zeros', '2001:0db8:0000:0001::1', undefined, 0, '2001:db8:0:1::/64'],
  ['of IPv6 that begins with zeros', '::1', undefined, 0, '0:0:0:0::/64'],
  ['of IPv6 that ends with zeros', '2001:db8::', undefined, 0, '2001:db8:0:0::/64'],
  ['of IPv6 with few zeros between', '1::2:3:4:5:6:7', undefined, 0, '1:0:2:3::/64'],
  ['of IPv6 with one group too many', '1:2::3:4:5:6:7:8:9', undefined, 0, '1:2:3:4::/64'],
  ['of IPv6 with a zone', 'fe80::1%eth0', undefined, 0, 'fe80:0:0:0::/64'],
] as const) {
  test(`tells the client ${what}`, () => {
    assert.equal(clientAddress(remote, forwardedFor, proxies), address)
  })
}
