import type { Schema } from '../api/client';

export interface OtherWay {
  channel: string;
  /** How many deliveries are in which state, most first. */
  states: [string, number][];
  /** What did not arrive, or waits since something went wrong. */
  troubled: Schema<'DeliveryView'>[];
}

const ELSEWHERE = new Set(['portal', 'mail']);

/** The deliveries that are neither the portal nor mail, way by way. */
export function otherWays(deliveries: readonly Schema<'DeliveryView'>[]): OtherWay[] {
  const elsewhere = deliveries.filter(({ channel }) => !ELSEWHERE.has(channel));
  return [...new Set(elsewhere.map(({ channel }) => channel))].map((channel) => {
    const all = elsewhere.filter((row) => row.channel === channel);
    const states = new Map<string, number>();
    for (const { state } of all) {
      const said = state === 'leased' ? 'waiting' : state;
      states.set(said, (states.get(said) ?? 0) + 1);
    }
    return { channel, states: [...states].sort(([, one], [, other]) => other - one), troubled: all.filter(({ problem }) => problem != null) };
  });
}
