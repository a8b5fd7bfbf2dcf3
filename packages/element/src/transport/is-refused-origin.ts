/**
 * Tells a relay that does not take this page from one that is not there. A browser hides both behind the same error, and a
 * page that waits for the network would wait for ever.
 */

/** Whether a server answers at this upload URL, but lets no script of this page read what it says. */
export async function isRefusedOrigin(url: string): Promise<boolean> {
  // Of all routes this one needs no grant, and says the same to every page that may read it.
  const rules = new URL('rules', url)
  if (rules.origin === origin) return false
  const answers = (mode: RequestMode) =>
    fetch(rules, { mode, credentials: 'omit', cache: 'no-store' }).then(
      () => true,
      () => false,
    )
  // The other way about, a network that comes back in between would be called a refusal.
  return (await answers('no-cors')) && !(await answers('cors'))
}
