/**
 * Steps that Redis has no command for. Each is one script on one key, so it is atomic, in a cluster
 * too. Sent by its hash; the client sends the text to a server that does not have it yet.
 */

import { type CommandParser, defineScript } from '@redis/client'

/** KEYS: entry. ARGV: value. */
const COMPARE_AND_DELETE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`

/** KEYS: counter. ARGV: step, milliseconds to live. INCRBY leaves the time to live as it is. */
const INCREMENT = `
local before = redis.call('GET', KEYS[1])
if before and not string.match(before, '^%d+$') then return redis.error_reply('ERR not a counter') end
local count = math.max(0, (before or 0) + ARGV[1])
if before then return redis.call('INCRBY', KEYS[1], string.format('%.0f', count - before)) end
if count > 0 then redis.call('SET', KEYS[1], string.format('%.0f', count), 'PX', ARGV[2]) end
return count`

/**
 * KEYS: when the next turn is, in microseconds. ARGV: spacing and longest wait, in microseconds. A turn further
 * ahead than anybody could have taken one means that the clock was set back.
 */
const RESERVE_TURN = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local wait = math.max(0, (redis.call('GET', KEYS[1]) or now) - now)
if wait > ARGV[1] + ARGV[2] then wait = 0 end
if wait <= tonumber(ARGV[2]) then
  local life = wait + ARGV[1]
  redis.call('SET', KEYS[1], string.format('%.0f', now + life), 'PX', math.ceil(life / 1000))
end
return wait`

const STEP = {
  NUMBER_OF_KEYS: 1,
  parseCommand(parser: CommandParser, key: string, ...args: string[]) {
    parser.pushKey(key)
    parser.push(...args)
  },
  transformReply: (reply: unknown) => Number(reply),
}

export const REDIS_SCRIPTS = {
  compareAndDelete: defineScript({ ...STEP, SCRIPT: COMPARE_AND_DELETE }),
  increment: defineScript({ ...STEP, SCRIPT: INCREMENT }),
  reserveTurn: defineScript({ ...STEP, SCRIPT: RESERVE_TURN }),
}
