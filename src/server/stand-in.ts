import type { TargetBehaviour } from '../simulate/index';
import type { Backend } from './backend';

const backends = new WeakMap<TargetBehaviour, Backend>();

/** The behaviour of a target in a live world: the engine hands it out where it would ask, and the backend is asked instead. */
export function behaviourOf(backend: Backend): TargetBehaviour {
  const behaviour: TargetBehaviour = () => {
    throw new Error(`${backend.key} answers over its socket only`);
  };
  backends.set(behaviour, backend);
  return behaviour;
}

/** The process behind a behaviour; undefined for one that is no live target's. */
export function backendBehind(behaviour: TargetBehaviour): Backend | undefined {
  return backends.get(behaviour);
}
