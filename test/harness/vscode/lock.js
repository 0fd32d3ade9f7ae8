// A lock between processes: two runs at once must not install into one folder.
'use strict';
const fs = require('node:fs');

/** Runs `work` while no other living process holds `file`; waits for it otherwise. */
async function withLock(file, work) {
  while (!take(file)) {
    if (!isAlive(holder(file))) fs.rmSync(file, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, 300));
  }
  try {
    return await work();
  } finally {
    fs.rmSync(file, { force: true });
  }
}

function take(file) {
  // Written aside and linked into place, so that the lock never exists without the id of its holder.
  const mine = `${file}.${process.pid}`;
  fs.writeFileSync(mine, String(process.pid));
  try {
    fs.linkSync(mine, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    fs.rmSync(mine, { force: true });
  }
}

function holder(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function isAlive(pid) {
  if (pid === undefined) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

module.exports = { withLock };
