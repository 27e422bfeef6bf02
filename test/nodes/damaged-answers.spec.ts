import assert from "node:assert/strict";
import deletePostflow from "../../nodes/genesys-delete-postflow";
import placeCall from "../../nodes/genesys-place-call";
import replyMessage from "../../nodes/genesys-reply-message";
import sendMessage from "../../nodes/genesys-send-message";
import setPostflow from "../../nodes/genesys-set-postflow";
import updateParticipant from "../../nodes/genesys-update-participant";
import wrapUp from "../../nodes/genesys-wrap-up";
import { codeOfStatus } from "../../nodes/lib/platform/errors/errors";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { DAMAGES } from "../support/damage";
import { openFront, type Front } from "../support/damaging-front";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";
import { passUntil } from "../support/until";

interface Act {
  name: string;
  module: Parameters<typeof openBench>[0];
  type: string;
  config: Record<string, unknown>;
  match: { method: string; path: RegExp };
  msg: (simulator: Simulator) => Record<string, unknown>;
  /** May it be done again and again in one org? */
  again?: true;
  /** Is it sent again where its outcome is unknown? */
  repeatable?: true;
  /** It is tried several times, with waits in between. */
  slow?: true;
}

const inCall = (more: Record<string, unknown> = {}) => ({ ...CALL, ...more });

const ACTS: Act[] = [
  {
    name: "placing a call",
    module: placeCall,
    type: "genesys-place-call",
    config: { ...fromMessage("userId"), destination: "destination", destinationValueType: "msg" },
    match: { method: "POST", path: /\/conversations\/calls/ },
    msg: () => ({ destination: "+15555550142", userId: idOf("user Ben Agent") }),
    again: true,
  },
  {
    name: "sending a message",
    module: sendMessage,
    type: "genesys-send-message",
    config: fromMessage("toAddress", "fromAddress", "text"),
    match: { method: "POST", path: /\/messages\/agentless/ },
    msg: () => ({ toAddress: "+15555550123", fromAddress: "+15555550199", text: "Once" }),
    again: true,
  },
  {
    name: "replying to a message",
    module: replyMessage,
    type: "genesys-reply-message",
    config: { ...TARGET_INPUTS, ...fromMessage("text") },
    match: { method: "POST", path: /\/communications\/[^/]+\/messages/ },
    msg: ({ act }) => {
      const { conversationId } = act.customerWrites();
      act.agentAnswers(conversationId);
      return { conversationId, text: "Once" };
    },
    again: true,
  },
  {
    name: "setting a post-flow",
    module: setPostflow,
    type: "genesys-set-postflow",
    config: { ...TARGET_INPUTS, ...fromMessage("destination", "invocationData") },
    match: { method: "PATCH", path: /\/postflowaction/ },
    msg: () => inCall({ destination: idOf("flow Satisfaction survey") }),
    again: true,
    repeatable: true,
  },
  {
    name: "deleting a post-flow",
    module: deletePostflow,
    type: "genesys-delete-postflow",
    config: TARGET_INPUTS,
    match: { method: "DELETE", path: /\/postflowaction/ },
    msg: () => inCall(),
    repeatable: true,
  },
  {
    name: "transferring a call",
    module: updateParticipant,
    type: "genesys-update-participant",
    config: {
      ...TARGET_INPUTS,
      ...fromMessage("destination", "attributes"),
      action: "transfer",
      transferTo: "queue",
    },
    match: { method: "POST", path: /\/replace/ },
    msg: () => ({ conversationId: CALL.conversationId, destination: idOf("queue Sales") }),
  },
  {
    name: "wrapping up",
    module: wrapUp,
    type: "genesys-wrap-up",
    config: { ...TARGET_INPUTS, ...fromMessage("code", "notes", "tags", "durationSeconds") },
    match: { method: "POST", path: /\/wrapup/ },
    msg: ({ act }) => {
      const { conversationId } = act.interactionArrives({ queue: "Support", mediaType: "call" });
      return { ...act.agentAnswers(conversationId, { user: "Ben Agent" }), code: "Resolved" };
    },
    repeatable: true,
    slow: true,
  },
];

/** Of the transport's own list, one of each kind. */
const KINDS = [
  "gzip that is none",
  "a body above the bound",
  "half a JSON text",
  "nothing in it",
  "less than it announces",
];

describe("an answer whose status was read, and whose body cannot be", () => {
  for (const { name, module, type, config, match, msg, again, repeatable, slow } of ACTS)
    describe(`to ${name}`, () => {
      let bench: Bench;
      let front: Front;
      let given: Record<string, unknown>;
      before(async () => {
        front = await openFront();
        bench = await openBench(module, type, config, { account: { apiUrl: front.url } });
        front.target = bench.simulator.url;
        given = msg(bench.simulator);
      });
      after(async () => {
        await bench.close();
        await front.close();
      });

      const play = async (): Promise<Arrival> => {
        const before = bench.arrivals.length;
        bench.start({ ...given });
        await passUntil(bench.clock, () => bench.arrivals.length > before, 100);
        return bench.arrivals[before] ?? assert.fail("nothing came out");
      };

      for (const damage of KINDS) {
        const { readable, cut } = DAMAGES[damage] ?? assert.fail(damage);
        const isLarge = damage === "a body above the bound";
        it(`is refused or unknown as the status says: ${damage}`, async () => {
          for (const status of isLarge || slow === true ? [403, 500] : [400, 403, 404, 409, 500, 502, 503]) {
            front.strike(match, damage, status);
            const { at, msg: out } = await play();
            const { code, cause } = out.error ?? {};
            const outcome = status < 500 ? "refused" : "unknown";
            assert.deepEqual(
              [at, code, cause?.outcome, cause?.status],
              ["catch", codeOfStatus(status), outcome, status],
              `${status}: ${out.error?.message}`,
            );
          }
        });

        if (!readable)
          it(`is \`done\`, or unknown where the line broke, after a 200: ${damage}`, async () => {
            front.strike(match, damage, 200, 1);
            const { at, msg: out } = await play();
            // What may be repeated is, and then done.
            if (at === "result") return assert.ok(cut === true && repeatable === true);
            assert.equal(out.error?.cause?.outcome, cut === true ? "unknown" : "done", out.error?.message);
          });

        if (again === true)
          it(`goes its usual way after a 401 and a 429: ${damage}`, async () => {
            for (const status of [401, 429]) {
              const before = front.struck();
              front.strike(match, damage, status, 1);
              const { at, msg: out } = await play();
              assert.deepEqual([at, front.struck() - before], ["result", 1], out.error?.message);
            }
          });
      }
    });
});
