/** A request and its response need some turns of the event loop. */
const TURNS_OF_A_STEP = 20;
/** What another thread or the system works on, by the names that Node.js gives it; its end takes real time. */
const IN_PROGRESS = /^(FSReq|GetAddrInfo|TCPConnect|Zlib|Write|Shutdown|Random|Pbkdf|Scrypt|Sign)/;

const isWorking = (): boolean => process.getActiveResourcesInfo().some((name) => IN_PROGRESS.test(name));

/**
 * Lets what goes over the sockets of this process run on, by turns of the event loop: however slow the machine is.
 * After so many rounds it gives up waiting, where a connection may never be made.
 */
export const settleSockets = async (rounds = Infinity): Promise<void> => {
  for (let round = 1; round === 1 || (isWorking() && round <= rounds); round += 1)
    for (let left = TURNS_OF_A_STEP; left > 0; left -= 1)
      await new Promise((resolve) => setImmediate(resolve));
};
