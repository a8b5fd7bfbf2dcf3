/** Asks before the page is left: an upload would be lost. */
export function warnOfLoss(event: BeforeUnloadEvent): void {
  event.preventDefault()
  // Chrome below 119 hears only this.
  event.returnValue = true
}
