import type { Wire } from "../formatters/wire";
import { presenceToWire, routingStatusToWire } from "../formatters/org";
import type { Store, UserChange } from "../store/store";
import { channelsOf } from "./channels";
import { hasDeliveries } from "./deliveries";
import { publish } from "./publish";

/** The frames that report the state of a user. */

const presenceEvent = ({ user }: UserChange): Wire => {
  const { source, presenceDefinition, primary, message, modifiedDate } = presenceToWire(user);
  const { id, systemPresence } = presenceDefinition as Wire;
  return {
    source,
    primary,
    modifiedDate,
    presenceDefinition: { id, systemPresence },
    ...(message === undefined ? {} : { message }),
  };
};

const routingStatusEvent = ({ user }: UserChange): Wire => {
  const { status, startTime } = routingStatusToWire(user);
  return { id: user.id, routingStatus: { status, startTime } };
};

/** Notifies the channels of changes of users, with the state of the time when the frame is sent. */
export const watchUsers = (store: Store): (() => void) =>
  store.onUserChange((change) => {
    if (channelsOf(store).size === 0 && !hasDeliveries(store)) return; // no receiver
    const correlationId = change.correlationId ?? store.ids.next("user notification");
    store.clock.after(store.settings.notifyAfterMs, () =>
      change.what === "presence"
        ? publish(store, `v2.users.${change.user.id}.presence`, correlationId, () => presenceEvent(change))
        : publish(store, `v2.users.${change.user.id}.routingStatus`, correlationId, () =>
            routingStatusEvent(change),
          ),
    );
  });
