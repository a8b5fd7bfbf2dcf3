/** An upload's answer, and the security of what is answered so: a grant, or none where anyone may upload. */

export const UPLOADED = {
  errcode: 0,
  errmsg: 'ok',
  type: 'image',
  media_id: '@lALPev8V2EjE_ioUFA',
  created_at: 1605863153573,
}

export const GRANT = [{ grant: [] }, {}]
