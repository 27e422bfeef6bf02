import assert from "node:assert/strict";
import getConversation from "../../nodes/genesys-get-conversation";
import placeCall from "../../nodes/genesys-place-call";
import { openBench, type Arrival, type Bench } from "../support/flow";
import { CALL, fromMessage, TARGET_INPUTS } from "../support/seed";

/** Node-RED leaves `${NAME}` as it is where there is no such variable. */
describe("an environment variable that is not set", () => {
  let bench: Bench;
  afterEach(() => bench.close());
  const failure = ({ at, msg }: Arrival) => {
    assert.equal(at, "catch");
    return [msg.error?.code, msg.error?.cause?.field, msg.error?.cause?.outcome, msg.error?.message] as const;
  };
  const send = async (config: Record<string, unknown>, options: Parameters<typeof openBench>[3] = {}) => {
    bench = await openBench(
      getConversation,
      "genesys-get-conversation",
      { ...TARGET_INPUTS, ...config },
      options,
    );
    return failure(await bench.send({ ...CALL }));
  };

  it("is named where an input names it, and its name is not sent in its place", async () => {
    const [code, field, outcome, message] = await send({
      conversationId: "${NO_SUCH_VARIABLE}",
      conversationIdType: "str",
    });
    assert.deepEqual([code, field, outcome], ["input", "conversationId", "notSent"]);
    assert.match(
      message ?? "",
      /"conversationId" names the environment variable NO_SUCH_VARIABLE, which is not set\.$/,
    );
    assert.equal(bench.simulator.log.count(), 0);
  });

  it("is named where an input that may be left out names it: no call goes out without what was meant", async () => {
    bench = await openBench(placeCall, "genesys-place-call", {
      ...fromMessage("userId"),
      destination: "+12025550142",
      destinationValueType: "str",
      destinationType: "phone",
      callerId: "${NO_SUCH_VARIABLE}",
      callerIdType: "str",
    });
    assert.deepEqual(failure(await bench.send({ userId: CALL.participantId })).slice(0, 3), [
      "input",
      "callerId",
      "notSent",
    ]);
  });

  it("is named where an option names it", async () => {
    const [code, field, outcome, message] = await send({ target: "${NO_SUCH_VARIABLE}" });
    assert.deepEqual([code, field, outcome], ["config", "target", "notSent"]);
    assert.match(message ?? "", /environment variable NO_SUCH_VARIABLE, which is not set/);
  });

  for (const field of ["clientId", "clientSecret"])
    it(`is named where the account's ${field} names it, instead of speaking of a wrong secret or region`, async () => {
      const [code, named, outcome, message] = await send(
        {},
        { credentials: { [field]: "${NO_SUCH_VARIABLE}" } },
      );
      assert.deepEqual([code, named, outcome], ["config", field, "notSent"]);
      assert.match(message ?? "", /environment variable NO_SUCH_VARIABLE, which is not set/);
      assert.equal(bench.simulator.log.count(), 0);
    });

  it("is named where the account's access token names it", async () => {
    const account = { grant: "access-token" };
    const [code, named] = await send({}, { account, credentials: { accessToken: "${NO_SUCH_VARIABLE}" } });
    assert.deepEqual([code, named], ["config", "accessToken"]);
  });

  it("does not matter in a credential that the grant does not use", async () => {
    bench = await openBench(getConversation, "genesys-get-conversation", TARGET_INPUTS, {
      credentials: { accessToken: "${NO_SUCH_VARIABLE}" },
    });
    assert.equal((await bench.send({ ...CALL })).at, "result");
  });
});
