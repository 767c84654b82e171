import { expect, inject, it } from 'vitest'
import { killStorm } from './kill-storm.ts'

it('a process killed while people submit loses nothing that it acknowledged', async () => {
  const report = await killStorm({ seeded: inject('seededDatabase'), rounds: 3, writers: 4 })
  expect(report.losses).toEqual([])
  expect(report.others).toEqual({})
  expect(report.rounds).toBe(3)
  expect(report.acknowledged).toBeGreaterThan(3)
  expect(report.unanswered).toBeGreaterThanOrEqual(0)
}, 90_000)
