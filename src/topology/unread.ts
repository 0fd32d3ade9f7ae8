/**
 * Services whose resources no reader and no rule looks into: what stands inside them changes no finding, apart from
 * the names they refer to.
 */
const unreadServices: ReadonlySet<string> = new Set([
  'AppConfig',
  'Athena',
  'Backup',
  'CloudTrail',
  'CodeBuild',
  'CodeDeploy',
  'CodePipeline',
  'DynamoDB',
  'ECR',
  'EFS',
  'ElastiCache',
  'Events',
  'Glue',
  'IAM',
  'KMS',
  'Kinesis',
  'KinesisFirehose',
  'Lambda',
  'Logs',
  'OpenSearchService',
  'RDS',
  'S3',
  'SNS',
  'SQS',
  'SSM',
  'Scheduler',
  'SecretsManager',
  'StepFunctions',
]);

/** True for a type such as `AWS::Lambda::Function`, in which nothing is read. */
export function isUnread(type: string): boolean {
  const [vendor, service] = type.split('::');
  return vendor === 'AWS' && service !== undefined && unreadServices.has(service);
}
