/** Where a rival listens and what it sends on to. */
export const port = Number(process.env.PORT)
export const upstream = process.env.UPSTREAM ?? ''

/** A rival gets its access token for nothing; the relay fetches its own. */
export const uploadUrl = `${upstream}/media/upload?access_token=bench-access-token&type=image`
