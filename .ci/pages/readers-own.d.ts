/** What pages leave to their readers: the names that stand in blocks of code without being declared there. */

/** DingTalk's JavaScript API, as far as pages call it. */
declare const dd: {
  getAuthCode(options: { success(result: { authCode: string }): void; fail(problem: unknown): void }): void
  httpRequest(options: {
    url: string
    method: string
    headers: Record<string, string>
    data: string
    dataType: string
    success(result: { data: { grant?: string } }): void
    fail(problem: unknown): void
  }): void
  uploadFile(options: {
    url: string
    filePath: string
    fileName: string
    fileType: string
    header: Record<string, string>
    success(result: { data: string }): void
    fail(problem: unknown): void
  }): void
}

declare const Deno: {
  env: { toObject(): Record<string, string> }
  addSignalListener(signal: string, listener: () => void): void
}

// In a page.
declare const uploader: import('@dt-media/element').DtMediaUpload
declare const upload: import('@dt-media/element').DtMediaUpload
declare const input: HTMLInputElement & { files: FileList }
declare function save(mediaId: string): void
declare function render(items: readonly object[], progress: unknown): void
declare function toAmr(samples: Int16Array, sampleRate: number): Promise<BlobPart>

// On a server.
declare const app: import('hono').Hono
declare const user: { id: string }
declare const secret: string
declare const grant: string
declare const nonce: string
declare const form: FormData
declare const response: { end(html: string): void }
declare const exporter: import('@opentelemetry/sdk-trace-base').SpanExporter
declare function signedInUser(context: import('hono').Context): Promise<{ id: string } | undefined>
declare function mintGrant(userId: string): Promise<string>

declare const options: import('@dt-media/backend').RelayOptions

// For DingTalk's API.
declare const uploaded: import('@dt-media/element/queue').MediaEventDetails['media-uploaded']
declare const agent_id: number
declare const robotCode: string
declare function call(path: string, body: object): Promise<unknown>
