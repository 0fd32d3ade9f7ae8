import type { HttpRequest } from '../simulate/index';
import type { Forwarding } from './forward';
import { InnerLane } from './inner-lane';
import type { Lanes, RequestBody } from './lanes';
import type { Passage } from './passage';
import type { Connect } from './pool-lanes';

/**
 * Connections between two hops of ours. A client for any server must distrust what it reads and when it comes, which
 * takes as long as all the rest; this one knows whom it speaks to.
 */
export function createInnerLanes(connect: Connect, keepAliveMs: number): Lanes {
  return new InnerLanes(connect, keepAliveMs);
}

class InnerLanes implements Lanes {
  private readonly all = new Set<InnerLane>();
  private readonly free: InnerLane[] = [];
  private whenEmpty: (() => void) | undefined;
  private closing: Promise<void> | undefined;

  constructor(
    private readonly connect: Connect,
    private readonly keepAliveMs: number,
  ) {}

  send(request: HttpRequest, body: RequestBody, passage: Passage | undefined, handler: Forwarding): void {
    const lane = this.free.pop() ?? this.open();
    lane.send(request, body, passage, handler);
  }

  close(): Promise<void> {
    this.closing ??= new Promise((resolve) => {
      this.whenEmpty = resolve;
      for (const lane of this.free.splice(0)) lane.end();
      if (this.all.size === 0) resolve();
    });
    return this.closing;
  }

  destroy(): Promise<void> {
    const closed = this.close();
    for (const lane of this.all) lane.end();
    return closed;
  }

  private open(): InnerLane {
    const lane: InnerLane = new InnerLane(
      this.connect,
      this.keepAliveMs,
      () => (this.closing ? lane.end() : void this.free.push(lane)),
      () => {
        this.all.delete(lane);
        const index = this.free.indexOf(lane);
        if (index >= 0) this.free.splice(index, 1);
        if (this.all.size === 0) this.whenEmpty?.();
      },
    );
    this.all.add(lane);
    return lane;
  }
}
