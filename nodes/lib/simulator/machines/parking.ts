import type { Store } from "../store/store";
import { isLive, turnLeg, type Place } from "./legs";

/** An interaction that is no call is set aside, and taken up again by its agent or when its time has come. */

export const resume = (store: Store, place: Place): void => {
  const { leg } = place;
  if (!isLive(leg) || leg.state !== "parked") return;
  if (leg.media === "messages") {
    delete leg.parkAt;
    delete leg.resumeAt;
  }
  turnLeg(store, place, "connected");
};

export const park = (store: Store, place: Place, resumeAt?: number): void => {
  const { leg } = place;
  if (!isLive(leg)) return;
  const now = store.clock.now();
  if (leg.media === "messages") {
    leg.parkAt = now;
    if (resumeAt === undefined) delete leg.resumeAt;
    else leg.resumeAt = resumeAt;
  }
  turnLeg(store, place, "parked");
  if (resumeAt === undefined) return;
  store.clock.after(Math.max(0, resumeAt - now), () => {
    if (leg.media === "messages" && leg.resumeAt === resumeAt) resume(store, place);
  });
};
