/**
 * DingTalk stands twice: in China and, for everybody else, as the international edition.
 * A region picks both hosts, for whether one's token works on the other is not known.
 */

/** The two hosts of a region, as origins. */
export interface DingTalkHosts {
  /** The older API: `gettoken`, `media/upload`. */
  readonly oapi: string
  /** The newer API: `v1.0/…`. */
  readonly api: string
}

export const DINGTALK_HOSTS = {
  intl: { oapi: 'https://oapi.dingtalk.io', api: 'https://api.dingtalk.io' },
  cn: { oapi: 'https://oapi.dingtalk.com', api: 'https://api.dingtalk.com' },
} as const satisfies Record<string, DingTalkHosts>

export type DingTalkRegion = keyof typeof DINGTALK_HOSTS
