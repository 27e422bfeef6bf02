import { idOf } from "./ids";

/** Things of the org of which only the id is ever shown. */

/** The label by which the org counts what an agent can do at once. */
export const DEFAULT_LABEL = idOf("utilization label Default");

/** The script that agents see for a callback. */
export const CALLBACK_SCRIPT = idOf("script Callback");

/** The flow that takes the calls, and the number that leads to it. */
export const MAIN_MENU = idOf("flow Main menu");
export const IVR_NUMBER = "+15555550199";
