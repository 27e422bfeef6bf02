import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { openFront } from "./damaging-front";

/** An org with so many calls at once, each with an agent of its own. What it is for the sidebar is no simulated one. */
export const openBusyOrg = async (calls: number) => {
  const agents = Array.from({ length: calls }, (_, at) => `Agent ${at + 1}`);
  const simulator: Simulator = await startSimulator({
    start: {
      users: agents.map((name) => ({ name, presence: "On Queue", hasPhone: true })),
      queues: [{ name: "Busy", members: agents }],
    },
  });
  const front = await openFront();
  front.target = simulator.url;
  front.strike({ method: "GET", path: /^\/_simulator\// }, "nothing in it", 404);
  const ids: string[] = [];
  let timer: NodeJS.Timeout | undefined;
  let at = 0;
  const held = new Set<string>();

  /** Something happens in the next call: its agent holds it, or takes it back. */
  const happen = (): void => {
    const id = ids[(at += 7) % ids.length] ?? "";
    if (held.delete(id)) simulator.act.agentResumes(id);
    else {
      simulator.act.agentHolds(id);
      held.add(id);
    }
  };
  const quiet = (): void => clearInterval(timer);
  return {
    url: front.url,
    loginUrl: simulator.url,
    /** How many requests it has received. */
    requests: () => simulator.log.entries().length,
    begin: (): void => {
      for (const name of agents) {
        const { conversationId } = simulator.act.customerCalls({ queue: "Busy" });
        simulator.act.agentAnswers(conversationId, { user: name });
        ids.push(conversationId);
      }
    },
    /** So many events a second, evenly, until it is quiet again. A late timer makes up for what it has missed. */
    bustle: (perSecond: number): void => {
      let done = 0;
      const began = Date.now();
      timer = setInterval(() => {
        for (; done < ((Date.now() - began) * perSecond) / 1000; done += 1) happen();
      }, 20);
    },
    quiet,
    close: async (): Promise<void> => {
      quiet();
      await front.close();
      await simulator.close();
    },
  };
};
