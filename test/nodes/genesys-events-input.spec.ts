import assert from "node:assert/strict";
import helper from "node-red-node-test-helper";
import type { Simulator } from "../../nodes/lib/simulator";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import { eventsBench, SUPPORT } from "../support/benches/events";

const SALES = idOf("queue Sales");
const BEN = idOf("user Ben Agent");
const UNKNOWN = "00000000-0000-4000-8000-000000000000";

describe("conversation events", () => {
  const { bench, open, run, isSubscribed, has } = eventsBench();
  afterEach(() => bench().close());

  describe("bad input:", () => {
    const warnings = (): unknown[] =>
      (bench().node.warn as unknown as { args: unknown[][] }).args.map(([text]) => text);
    const status = () => bench().statuses.at(-1);

    it("a queue that does not exist is named in the status and in one warning; the others go on", async () => {
      await open({ ids: [SUPPORT, UNKNOWN] });
      await run(() => status()?.text?.includes(UNKNOWN) === true && isSubscribed());
      await bench().clock.advance(60_000);
      assert.deepEqual(warnings(), [`The organisation has no queue ${UNKNOWN}.`]);
      bench().simulator.act.customerCalls({ queue: "Support" });
      await run(has("offered"));
    });

    it("the only queue, which does not exist, is named in a red status: nothing is being connected", async () => {
      await open({ ids: "Suport" });
      await run(() => /status\.unknown: Suport$/.test(String(status()?.text)));
      assert.equal(status()?.fill, "red");
      await bench().clock.advance(60_000);
      assert.deepEqual(warnings(), ["The organisation has no queue Suport."]);
      assert.equal(bench().simulator.log.count("postNotificationsChannels"), 0);
    });

    for (const [which, ids] of [
      ["alone", "${SPEC_UNSET}"],
      ["beside a queue", `${SUPPORT}, \${SPEC_UNSET}`],
    ] as const)
      it(`a variable that is not set is named instead of what it would have named: ${which}`, async () => {
        await open({ ids });
        await bench().clock.advance(5_000);
        const said = (bench().node.error as unknown as { args: [string][] }).args;
        assert.deepEqual(said, [
          ['The option "ids" names the environment variable SPEC_UNSET, which is not set.'],
        ]);
        assert.deepEqual([warnings(), bench().simulator.log.count()], [[], 0]);
      });

    it("an unknown user is named in the same way", async () => {
      await open({ scope: "user", ids: `unknown@example.com,${BEN}` });
      await run(() => status()?.text?.includes("unknown@example.com") === true);
      assert.deepEqual(warnings(), ["The organisation has no user unknown@example.com."]);
      assert.deepEqual(bench().simulator.act.channels()[0]?.topics, [`v2.users.${BEN}.conversations`]);
    });

    it("a name that cannot be looked up yet is reported once, with the reason, and tried until it can", async () => {
      const forbid = { match: { path: /queues/ }, times: 3, fault: { status: 403 } };
      await open({ ids: "Support" }, { credentials: ({ faults }) => (faults.add(forbid), {}) });
      const shown = (bench().node.status as unknown as { args: [{ text?: string }][] }).args;
      assert.match(String(shown[0]?.[0].text), /status\.connecting$/);
      await run(() => warnings().length > 0);
      await run(isSubscribed, 250); // the waits between three refusals are up to three and a half minutes
      assert.equal(warnings().length, 1);
      assert.match(
        String(warnings()[0]),
        /^The names cannot be resolved at the moment: Genesys Cloud denies/,
      );
    });

    it("a name that several users have is not subscribed, and their e-mail addresses are named", async () => {
      const twin = { id: idOf("user twin"), email: "ben.two@example.com" };
      const credentials = ({ org }: Simulator) => {
        const ben = [...org.users.values()].find(({ name }) => name === "Ben Agent");
        if (ben !== undefined) org.users.set(twin.id, { ...ben, ...twin });
        return {};
      };
      await open({ scope: "user", ids: "Ben Agent, Ada Agent" }, { credentials });
      await run(() => warnings().length > 0);
      assert.match(
        String(warnings()[0]),
        /^Ben Agent: 2 users have this name\..*ben\.agent@example\.com, ben\.two@example\.com/,
      );
    });

    it("a conversation that the platform does not know is named in the same way", async () => {
      await open({ scope: "conversation", ids: UNKNOWN });
      await run(() => status()?.text?.includes(UNKNOWN) === true);
      assert.deepEqual(warnings(), [`The platform has no conversation ${UNKNOWN}.`]);
    });

    it("a topic that does not exist is not asked for, and the nearest is named", async () => {
      await open({ scope: "topic", ids: [`v2.user.${BEN}.conversation`, `v2.users.${BEN}.presence`] });
      await run(() => /status\.unknown: v2\.user\./.test(String(status()?.text)));
      assert.deepEqual(bench().simulator.act.channels()[0]?.topics, [`v2.users.${BEN}.presence`]);
      assert.match(String(warnings()[0]), new RegExp(`Did you mean v2\\.users\\.${BEN}\\.conversation`));
    });

    it("a missing permission is named in one warning of the account, its topics in the status", async () => {
      const client = { clientId: "limited", clientSecret: "limited" };
      await open({ ids: [SUPPORT, SALES] }, { credentials: client });
      const limited = bench().simulator.org.clients.get("limited");
      assert.ok(limited);
      limited.permissions = ["directory:user:view"];
      await run(() => status()?.text?.includes(`${SUPPORT}.conversations`) === true);
      assert.equal(status()?.fill, "yellow");
      const { args } = helper.getNode("the-account").warn as unknown as { args: [string][] };
      await bench().clock.advance(60_000);
      const notices = args.flat().filter((text) => text.startsWith("No notifications"));
      assert.equal(notices.length, 1, JSON.stringify(args));
      for (const queue of [SUPPORT, SALES]) assert.ok(notices[0]?.includes(`${queue}.conversations`));
      assert.match(notices[0] ?? "", /: permission conversation:communication:view is missing\.$/);
    });

    it("without anything to listen to, nothing is sent", async () => {
      await open({ ids: "" });
      await bench().clock.advance(5_000);
      const said = (bench().node.error as unknown as { args: [string][] }).args;
      assert.deepEqual(said, [['The option "ids" is missing.']]);
      assert.equal(bench().simulator.log.count(), 0);
    });
  });
});
