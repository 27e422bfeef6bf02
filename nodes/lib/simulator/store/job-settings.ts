/** How long jobs and files take, and how jobs end. The vendor publishes neither. */
export interface JobSettings {
  /** From the start of a job until it is seen to have ended, after the lag of every request. */
  jobRunsMs: number;
  /** How a job ends. A failed one says why. */
  jobEndsAs: "done" | "failed" | "cancelled";
  /** From the first request for a recording until it can be downloaded; meanwhile it returns 202. */
  recordingReadyMs: number;
  /** How long a simulated recording is. One second has 8,000 bytes. */
  recordingSeconds: number;
}

export const JOB_SETTINGS: Readonly<JobSettings> = {
  jobRunsMs: 0,
  jobEndsAs: "done",
  recordingReadyMs: 700,
  recordingSeconds: 2,
};
