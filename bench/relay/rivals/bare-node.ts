/**
 * The floor of what runs on Node.
 */

import { serveBare } from './bare-proxy.ts'

serveBare()
