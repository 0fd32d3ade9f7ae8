/** Small templates that hold a bit of everything; each has the text 10.0.0.0 once. */
export const yamlTemplates: readonly string[] = [
  `# A head comment
---
AWSTemplateFormatVersion: '2010-09-09'
Description: >
  Folded: text with a colon
  # and no comment

Parameters:
  Stage: # trailing
    Type: String
    Default: "dev"

Mappings: {One: {Two: {Three: 3}}}

Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  Both: !And
    - Condition: IsProd
    - !Not [{Condition: IsProd}]

Resources:
  # About A
  # in two lines
  A:
    Type: AWS::EC2::VPC
    Properties: &props
      CidrBlock: 10.0.0.0/16
      Text: "one
        two \\"three\\"
        four"
      Single: 'it''s
        here'

      # inside
      Script: |+
        echo: hello
         more

      Plain: some text
        that goes on
  "B" :
    Type: AWS::EC2::Subnet
    DependsOn:
    - A
    - C
    Properties:
      <<: *props
      Vpc: {Ref: A}
      List: [ a, "b", !Sub '\${A}-x',
        last ]
# a comment at the left
  C: {Type: AWS::SNS::Topic, Properties: {Name: !If [IsProd, x, !Ref AWS::NoValue]}}

  ? D
  : Type: AWS::SQS::Queue
    Properties: *props
Outputs:
  Out:
    Value: !GetAtt
      - A
      - Arn
    Export:
      Name: !Join
        - '-'
        - - !Ref AWS::StackName
          - out
`,
  `Resources:
    Api: &api
        Type: AWS::ApiGateway::RestApi
        Properties: {Name: &name x, Cidr: 10.0.0.0}
    Other:
        Type: AWS::ApiGateway::Method
        Properties:
            Uri: !Sub
            - 'http://\${Alb.DNSName}:\${Port}/\${!stageVariables.x}'
            - Port: 80
            Name: *name
            Folded: >-
                a \${b}

                c
    <<: *api
`,
  `Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Metadata: {a: [1, {b: c}], d: "10.0.0.0"}
    Properties:
      Events:
      - Path: /a
        Method: get
      - !Ref X
      Empty:
      Tagged: !!str 80
      Fn: !Base64
        Fn::Sub: |
          #!/bin/bash
          \${X}
`,
];

export const jsonTemplate = `{
  "AWSTemplateFormatVersion": "2010-09-09",
  "Parameters": { "Stage": { "Type": "String" } },
  "Resources": {
    "A": {
      "Type": "AWS::EC2::VPC",
      "Properties": { "CidrBlock": "10.0.0.0/16", "Tags": [ { "Key": "a\\"}", "Value": { "Ref": "Stage" } } ] }
    },
    "B": {
      "Type": "AWS::EC2::Subnet",
      "DependsOn": "A",
      "Properties": { "X": { "Fn::GetAtt": [ "A", "Arn" ] }, "Y": { "Fn::Sub": "\${A}/\\u0024" }, "N": null }
    }
  },
  "Conditions": { "C": { "Fn::And": [ { "Condition": "D" }, { "Fn::Equals": [ 1, true ] } ] } },
  "Outputs": {}
}
`;
