import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ConversionFileView, createService, type ConversionView, type Service } from '../../src/service';
import { planConversion } from '../../src/vscode/conversion';
import { conversionReport } from '../../src/vscode/conversion-report';

const uri = 'file:///shop/template.yaml';

test('the proofs of all files make one sentence', () => {
  const { proof } = planConversion(converting([file({ proof: proofOf(22) }), file({ proof: proofOf(1) })]), [uri], {});
  assert.equal(proof, '23 requests end where they ended before; 0 differ');
});

test('nothing proven, nothing said', () => {
  assert.equal(planConversion(converting([file({})]), [uri], {}).proof, '');
});

test('the report names the lines as they were, and nothing in it turns into markup', () => {
  const service = converting([
    file({
      notes: [{ text: 'Smoke-test *one* request of `${stageVariables.x}`', range: { start: 14, end: 18 } }],
      blocked: [{ logicalId: 'Other', range: { start: 0, end: 9 }, reason: 'It serves <others> too' }],
      proof: {
        requests: 1,
        same: 0,
        differences: [{ request: 'GET /a', before: 'A', after: 'B', why: 'The port differs' }],
      },
    }),
  ]);
  const report = conversionReport(service, planConversion(service, [uri], {}));
  assert.match(
    report,
    /Smoke-test \\\*one\\\* request of \\`\$\{stageVariables.x\}\\` \(template\.yaml, line 2 before the conversion\)/,
  );
  assert.match(report, /- `Other`: It serves \\<others\\> too/);
  assert.match(report, /- The port differs\n {2}- `GET \/a`: before A, after B\n/);
  assert.match(report, /^# Conversion to VPC Link V2\n\n0 requests end where they ended before; 1 differs\./);
});

/** A service whose conversion is given; the rest is real. */
function converting(files: readonly ConversionFileView[]): Service {
  const service = createService();
  service.setDocument(uri, 'Resources:\n  Link:\n    Type: AWS::ApiGateway::VpcLink\n');
  return { ...service, convert: (): ConversionView => ({ files, failures: [] }) };
}

function file(parts: Partial<ConversionFileView>): ConversionFileView {
  const nothing = { changed: true, edits: [], newText: '', steps: [], notes: [], blocked: [], proof: undefined };
  return { uri, ...nothing, ...parts };
}

function proofOf(requests: number): ConversionFileView['proof'] {
  return { requests, same: requests, differences: [] };
}
