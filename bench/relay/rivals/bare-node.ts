/**
 * Bare Node: the floor of what runs on it.
 */

import { serveBare } from './bare-proxy.ts'

serveBare()
