/** What a stage found. A failure is text in full: where, what, why. */
export interface Tally {
  passed: number;
  failures: string[];
  notes?: string[];
}
