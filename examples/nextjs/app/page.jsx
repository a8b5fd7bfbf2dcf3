import { Receipts } from './receipts'

export default function Page() {
  return <Receipts />
}
