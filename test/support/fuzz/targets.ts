import type { Target } from "./target";
import { adminTargets } from "./targets/admin";
import { answerTargets } from "./targets/answers";
import { captureTargets } from "./targets/captures";
import { fileTargets } from "./targets/files";
import { frameTargets } from "./targets/frames";
import { requestTargets } from "./targets/requests";

/** The doors through which strangers' bytes come in. */
export const targets: readonly Target[] = [
  ...frameTargets,
  ...requestTargets,
  ...answerTargets,
  ...captureTargets,
  ...adminTargets,
  ...fileTargets,
];
