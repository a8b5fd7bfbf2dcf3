/**
 * The settings in the order in which one meets them. A setting stands in one group; the types see to it
 * that each name exists, and a test that none is left out.
 */

import type { SettingName } from './settings.ts'

export interface SettingGroup {
  readonly title: string
  readonly names: readonly SettingName[]
}

export const SETTING_GROUPS: readonly SettingGroup[] = [
  {
    title: 'DingTalk',
    names: ['DINGTALK_REGION', 'DINGTALK_APP_KEY', 'DINGTALK_APP_SECRET', 'DINGTALK_TOKEN_API'],
  },
  {
    title: 'A third-party app',
    names: [
      ...([
        'DINGTALK_SUITE_KEY',
        'DINGTALK_SUITE_SECRET',
        'DINGTALK_SUITE_TICKET',
        'DINGTALK_CORP_ID',
      ] as const),
      ...(['DINGTALK_ALLOWED_CORPS', 'DINGTALK_CALLBACK_TOKEN', 'DINGTALK_CALLBACK_AES_KEY'] as const),
      ...(['DINGTALK_STREAM'] as const),
    ],
  },
  { title: 'Another DingTalk', names: ['DINGTALK_OAPI_URL', 'DINGTALK_API_URL'] },
  { title: 'Where it listens', names: ['HOST', 'PORT', 'RELAY_BASE_PATH', 'RELAY_TRUST_PROXY'] },
  {
    title: 'Who may upload',
    names: [
      ...(['RELAY_AUTH', 'RELAY_GRANT_SECRET', 'RELAY_GRANT_MAX_LIFE', 'RELAY_GRANT_IN_QUERY'] as const),
      ...(['RELAY_ALLOWED_ORIGINS', 'RELAY_DINGTALK_LOGIN'] as const),
    ],
  },
  {
    title: 'What, and how much',
    names: [
      ...(['RELAY_RULES', 'RELAY_MAX_UPLOADS', 'RELAY_MAX_UPLOADS_PER_SUBJECT'] as const),
      ...(['RELAY_UPLOADS_PER_MINUTE', 'RELAY_PACE', 'RELAY_MONTHLY_QUOTA', 'RELAY_UNSIZED_BODIES'] as const),
    ],
  },
  {
    title: 'How long',
    names: [
      ...(['RELAY_MIN_RATE', 'RELAY_BODY_IDLE_TIMEOUT', 'RELAY_UPLOAD_TIMEOUT'] as const),
      ...(['RELAY_UPSTREAM_TIMEOUT', 'RELAY_DRAIN_TIMEOUT'] as const),
    ],
  },
  { title: 'What it remembers', names: ['RELAY_REDIS_URL', 'RELAY_KNOWN_MEDIA'] },
  { title: 'What it tells', names: ['RELAY_LOG_LEVEL', 'RELAY_LOG_FORMAT', 'RELAY_METRICS'] },
]
