/**
 * Sealed messages as others have sealed them, to open and to seal again. The first five stand in
 * DingTalk's documentation and in other people's libraries; the rest we computed ourselves.
 */

import type { CallbackKeys, SealedPush } from '../callback-crypto.ts'

export interface CallbackVector extends CallbackKeys, SealedPush {
  readonly name: string
  readonly from: string
  readonly message: string
  /** The 16 bytes in front of the message, as text. */
  readonly random: string
}

/** A suite's keys, as the documentation has them. */
export const SUITE_KEYS: CallbackKeys = {
  token: '123456',
  aesKey: '4g5j64qlyl3zvetqxz5jiocdr586fn2zvjpa8zls3ij',
  ownerKey: 'suite4xxxxxxxxxxxxxxx',
}

const CREATE_SUITE =
  '{"EventType":"check_create_suite_url","Random":"LPIdSnlF","TestSuiteKey":"suite4xxxxxxxxxxxxxxx"}'

export const CALLBACK_VECTORS = [
  {
    name: 'V1',
    from: 'a reply in the guide to pushes',
    token: '123456',
    aesKey: '1234567890123456789012345678901234567890123',
    ownerKey: 'dingsnotzck6pm5veliw',
    timestamp: '1614767836',
    nonce: 'A7Co0cJLMzIDtMMI',
    signature: '9a95a004dd16f5c307e849b994173f76aa26e5eb',
    message: 'success',
    random: 'dICkEDLj0eb6yAbc',
    encrypt: 'YvkvaGe4hQxd3VxRmEty0dVlnCOAqwf56xwTRHDHoOURqhalbmBJQk5FNcRk42Gl5T0YQXZNwpwWSm1xAFJ5ZA==',
  },
  {
    name: 'V2',
    from: 'the guide to HTTP pushes',
    ...SUITE_KEYS,
    timestamp: '1445827045067',
    nonce: 'nEXhMP4r',
    signature: '5a65ceeef9aab2d149439f82dc191dd6c5cbe2c0',
    message: CREATE_SUITE,
    random: 'hU3bEfGZZewzhG5a',
    encrypt:
      '1a3NBxmCFwkCJvfoQ7WhJHB+iX3qHPsc9JbaDznE1i03peOk1LaOQoRz3+nlyGNhwmwJ3vDMG+OzrHMeiZI7gTRWVdUBmfxjZ8Ej23JVYa9VrYeJ5as7XM/ZpulX8NEQis44w53h1qAgnC3PRzM7Zc/D6Ibr0rgUathB6zRHP8PYrfgnNOS9PhSBdHlegK+AGGanfwjXuQ9+0pZcy0w9lQ==',
  },
  {
    name: 'V3',
    from: "DingTalk's sample in Python",
    token: 'mryue',
    aesKey: 'Yue0EfdN5900c1ce5cf6A152c63DDe1808a60c5ecd7',
    ownerKey: 'ding6ccabc44d2c8d38b',
    timestamp: '1608001896814',
    nonce: 'WL4PK6yA',
    signature: '03044561471240d4a14bb09372dfcfd4fd0e40cb',
    message: '{"EventType":"check_url"}',
    random: 'l7Y3EcX2CU5w8av3',
    encrypt:
      '0vJiX6vliEpwG3U45CtXqi+m8PXbQRARJ8p8BbDuD1EMTDf0jKpQ79QS93qEk7XHpP6u+oTTrd15NRPvNvmBKyDCYxxOK+HZeKju4yhELOFchzNukR+t8SB/qk4ROMu3',
  },
  {
    name: 'V4',
    from: "DingTalk's sample in Go",
    token: 'tokenxxxx',
    aesKey: 'o1w0aum42yaptlz8alnhwikjd3jenzt9cb9wmzptgus',
    ownerKey: 'dingxxxxxx',
    timestamp: '1605695694141',
    nonce: 'WelUQl6bCqcBa2fM',
    signature: 'f36f4ba5337d426c7d4bca0dbcb06b3ddc1388fc',
    message: 'success',
    random: 'WelUQl6bCqcBa2fM',
    encrypt: 'X1VSe9cTJUMZu60d3kyLYTrBq5578ZRJtteU94wG0Q4Uk6E/wQYeJRIC0/UFW5Wkya1Ihz9oXAdLlyC9TRaqsQ==',
  },
  {
    name: 'V5',
    from: 'an SDK in Python',
    ...SUITE_KEYS,
    timestamp: '1445827045067',
    nonce: 'nEXhMP4r',
    signature: 'bcf6dcefa4ce2dbaf7b0666c7264d46fd9aad4bd',
    message: CREATE_SUITE,
    random: '1234567890123456',
    encrypt:
      '5DJFWzjRNOQk+5GSZxW+VrFMDWCIidPjEjg3//gm5x556BedVi62rDj1F9uXU97a4jw1R4FACUv9RCpoDobNqxhxRB2YtW901k4KHbP1/wpFJ3xdLG0n0A8U1VhENg80zKJd+YROR0YMGum4WYuoXJ6J98vt0ihYeIFoapNddLML5MyNAGM9saSpkouDMSvD+iU14i7V8ix1ia1Tb9ogog==',
  },
  {
    name: 'V6',
    from: 'our own push of a suite ticket',
    ...SUITE_KEYS,
    timestamp: '1783610513000',
    nonce: '380320111',
    signature: '539d320eb392031c67df9a79967cd393d9edd3ea',
    message:
      '{"SuiteKey":"suite4xxxxxxxxxxxxxxx","EventType":"suite_ticket","TimeStamp":1783610513000,"SuiteTicket":"TestSuiteTicket"}',
    random: '0123456789abcdef',
    encrypt:
      'HcA0QDKRG/U9FnFvX30RgwCNOQ9NkMNL3JPO99m2v3gBUempnJZJobMsFLuMjcjP0xaccY/UxQh7hPzBbmWsSNeNmb34tVMx1enPonW8Qv8Ga49NgMo8JDXfwZ8Z0u62/d8GM8445hJouF6CCB4wbojz4PsBZcvHrhWseDu1wWxENf5HYRfINOV4n+BYsT0LrNX4rWbftm/K4KqipXD4G2kuRLMLIfJR5+IMfz7OPKlZXcZP9HBD8sk+ieyaIc9e',
  },
  {
    name: 'V7',
    from: 'our own reply',
    ...SUITE_KEYS,
    timestamp: '1783610513',
    nonce: '123456',
    signature: 'c35ffe0ad6a794b610ad29f0cbd58cd622fe1ad8',
    message: 'success',
    random: 'dICkEDLj0eb6yAbc',
    encrypt: 'hmGutzZ6A3b/T4X6dfogUWDJI48Dl9iglZnv0zLBT+r8mvSMKDnK5MGaEFxowGQkPeaWSF6Bio7S1LYwmmKEhw==',
  },
] as const satisfies readonly CallbackVector[]
