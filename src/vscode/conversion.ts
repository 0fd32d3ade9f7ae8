import type { ConversionView, ProofDifferenceView, Service } from '../service';
import type { ConvertOptions } from '../service/conversion';
import type { Location } from '../text/index';

/** What a conversion would do to the open templates, in the words of the editor. */
export interface Conversion {
  readonly view: ConversionView;
  /** The files that would change. */
  readonly changed: readonly string[];
  /** What stands in the way of converting a part. */
  readonly blocked: readonly BlockedPart[];
  readonly notes: readonly { readonly text: string; readonly location: Location }[];
  readonly differences: readonly ProofDifferenceView[];
  /** How many requests end where they ended before. */
  readonly same: number;
  /** `23 requests end where they ended before; 0 differ`; empty where nothing was sent. */
  readonly proof: string;
}

/** A part that stays as it is. */
export interface BlockedPart {
  readonly logicalId: string;
  readonly reason: string;
  readonly location: Location;
}

/** Plans the conversion of these documents. Changes nothing. */
export function planConversion(service: Service, uris: readonly string[], options: ConvertOptions): Conversion {
  return conversionOf(service.convert(uris, options));
}

/** Puts what a conversion does to these files in the words of the editor. */
export function conversionOf(view: ConversionView): Conversion {
  // Files that refer to each other share one proof.
  const proofs = [...new Set(view.files.flatMap(({ proof }) => proof ?? []))];
  const differences = proofs.flatMap((proof) => proof.differences);
  const same = proofs.reduce((sum, proof) => sum + proof.same, 0);
  return {
    view,
    changed: view.files.filter(({ changed }) => changed).map(({ uri }) => uri),
    blocked: view.files.flatMap(({ uri, blocked }) =>
      blocked.map(({ logicalId, reason, range }) => ({ logicalId, reason, location: { uri, range } })),
    ),
    notes: view.files.flatMap(({ uri, notes }) => notes.map(({ text, range }) => ({ text, location: { uri, range } }))),
    differences,
    same,
    proof: same + differences.length === 0 ? '' : proofSentence(same, differences.length),
  };
}

function proofSentence(same: number, different: number): string {
  const subject = same === 1 ? '1 request ends where it ended before' : `${same} requests end where they ended before`;
  return `${subject}; ${different} ${different === 1 ? 'differs' : 'differ'}`;
}
