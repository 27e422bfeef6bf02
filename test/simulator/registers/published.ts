import assert from "node:assert/strict";
import type { Simulator } from "../../../nodes/lib/simulator/index";
import { channelsOf } from "../../../nodes/lib/simulator/notifications/channels";
import { frameFaults } from "../../support/models";
import { callerOf } from "../caller";

type Frame = Record<string, unknown>;

/** The frames of these topics from now on, each held against its model, without a socket. */
export const published = async (simulator: Simulator, topics: readonly string[]): Promise<Frame[]> => {
  const { call } = callerOf(simulator);
  const { body } = await call("POST", "/api/v2/notifications/channels");
  const path = `/api/v2/notifications/channels/${String(body["id"])}/subscriptions`;
  const { status, text } = await call("PUT", path, JSON.stringify(topics.map((id) => ({ id }))));
  assert.equal(status, 200, text);
  const channel = channelsOf(simulator.store).get(String(body["id"]));
  assert.ok(channel);
  const frames: Frame[] = [];
  channel.socket = {
    send: (sent) => {
      const frame = JSON.parse(sent) as Frame;
      assert.deepEqual(frameFaults(frame), [], sent);
      frames.push(frame);
    },
    close: () => undefined,
    drop: () => undefined,
    stall: () => undefined,
  };
  return frames;
};
