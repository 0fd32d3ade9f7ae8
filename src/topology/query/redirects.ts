import { identified, soleOf, type Action, type Listener, type Resource, type Topology } from '../index';
import { knownActions } from './actions';

export type Redirect = NonNullable<Action['redirect']>;

/** Every redirect on a listener that is at hand, with the listener or rule that does it. */
export function* redirects(
  topology: Topology,
): Iterable<{ owner: Resource; listener: Listener; action: Action; redirect: Redirect }> {
  const places = [
    ...topology.ofKind('listener').map((listener) => ({ owner: listener, listener, actions: listener.defaultActions })),
    ...topology.ofKind('rule').flatMap((rule) => {
      const listener = identified(soleOf(topology.resolve(rule.listener)));
      return listener?.kind === 'listener' ? [{ owner: rule, listener, actions: rule.actions }] : [];
    }),
  ];
  for (const { owner, listener, actions } of places) {
    for (const { action, type } of knownActions(topology, actions) ?? []) {
      if (type === 'redirect' && action.redirect) yield { owner, listener, action, redirect: action.redirect };
    }
  }
}
