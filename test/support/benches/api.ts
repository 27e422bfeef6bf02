import api from "../../../nodes/genesys-api";
import { nodeBench } from "./node-bench";
import { fromMessage } from "../seed";

/** The node for any operation in a flow, and the operations that the simulated org was asked for. */
export const apiBench = () => {
  const inputs = fromMessage("operation", "parameters", "body", "upload", "filename");
  const { bench, open, play } = nodeBench(api, "genesys-api", inputs);
  return {
    bench,
    open,
    play,
    sent: (): (string | undefined)[] =>
      bench()
        .simulator.log.entries()
        .map(({ operation }) => operation),
  };
};
