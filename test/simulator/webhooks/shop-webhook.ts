import assert from "node:assert/strict";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { idOf } from "../../../nodes/lib/simulator/store/ids";
import { until } from "../../support/until";
import { openReceiver } from "../../support/webhook-receiver";
import { callerOf } from "../caller";

export const SHOP = idOf("integration Web shop");
const PATH = "/api/v2/conversations/messaging/integrations/open";

export type Receiver = Awaited<ReturnType<typeof openReceiver>>;

/** The webhook of the web shop: a receiver that its integration posts to, and what became of each call. */
export const shopWebhook = (simulator: () => Simulator) => {
  const receiveAt = async (...given: Parameters<typeof openReceiver>): Promise<Receiver> => {
    const receiver = await openReceiver(...given);
    const { status } = await callerOf(simulator()).call("PATCH", `${PATH}/${SHOP}`, {
      name: "Web shop",
      outboundNotificationWebhookUrl: receiver.url,
      outboundNotificationWebhookSignatureSecretToken: "the secret",
      webhookHeaders: { "x-own": "yes" },
    });
    assert.equal(status, 200);
    return receiver;
  };
  const outcomes = () =>
    simulator()
      .webhooks.calls()
      .map(({ attempt, outcome }) => [attempt, outcome]);
  const settled = (count: number): Promise<void> =>
    until(() => outcomes().filter(([, outcome]) => outcome !== "open").length >= count);
  return { receiveAt, outcomes, settled };
};
