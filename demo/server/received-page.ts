/** The answer to the plain form: what arrived, field by field. */

/** A whole HTML page, in the colours and direction that the query asks for. */
export function receivedPage(fields: URLSearchParams, query: URLSearchParams): string {
  const theme = query.get('theme')
  const scheme = theme === 'light' || theme === 'dark' ? theme : 'light dark'
  const rows = [...fields].map(
    ([name, value]) => `<dt>${escapeHtml(name)}</dt><dd><bdi>${escapeHtml(value)}</bdi></dd>`,
  )
  return `<!doctype html>
<html dir="${query.get('dir') === 'rtl' ? 'rtl' : 'ltr'}" style="color-scheme:${scheme}">
<meta charset="utf-8">
<style>
  body { margin: 12px; font: 13px/1.5 ui-monospace, Menlo, Consolas, monospace }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 0 }
  dt { opacity: .7 }
  dd { margin: 0; overflow-wrap: anywhere }
</style>
<dl>${rows.join('')}</dl>
`
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
