import type { CloudTrailRecord, Json } from '../../../cloudtrail/index.ts';
import { changed, type Reducer } from '../change.ts';
import { answered, asked, objectAt, textAt } from '../read.ts';
import { canonical } from './cidr.ts';
import { begun, edited, ended } from './edit.ts';
import { shaped } from './shape.ts';
import { ec2Where } from './subjects.ts';

const ROUTES = 'configuration.routes';
const ASSOCIATIONS = 'configuration.associations';
const DESTINATIONS = ['destinationCidrBlock', 'destinationIpv6CidrBlock', 'destinationPrefixListId'];

/** Route tables with their routes and subnets. */
export const routeTableReducers: Readonly<Record<string, Reducer>> = {
  CreateRouteTable: (record) => {
    const table = shaped(objectAt(answered(record), 'routeTable'));
    return begun(record, textAt(table, 'routeTableId'), (draft) => {
      draft.merge('configuration', table);
      draft.relate('Is contained in Vpc', 'AWS::EC2::VPC', textAt(table, 'vpcId'));
    });
  },
  DeleteRouteTable: (record) => ended(record, tableIn(record)),
  CreateRoute: putRoute,
  ReplaceRoute: putRoute,
  DeleteRoute: (record) => edited(record, tableIn(record), (draft) => draft.drop(ROUTES, isRoute(record))),
  AssociateRouteTable: (record) =>
    edited(record, tableIn(record), (draft) => {
      const { subnetId, gatewayId, routeTableId = null } = asked(record);
      const routeTableAssociationId = textAt(answered(record), 'associationId') ?? null;
      const where = { ...(subnetId && { subnetId }), ...(gatewayId && { gatewayId }) };
      draft.put(
        ASSOCIATIONS,
        { routeTableAssociationId, routeTableId, main: false, ...where, associationState: { state: 'associated' } },
        isAssociation(routeTableAssociationId),
      );
      draft.relate('Contains Subnet', 'AWS::EC2::Subnet', textAt(subnetId));
    }),
  DisassociateRouteTable: (record) => [
    changed(tableWith(record, asked(record).associationId), (draft) =>
      draft.drop(ASSOCIATIONS, isAssociation(asked(record).associationId)),
    ),
  ],
  ReplaceRouteTableAssociation: (record) => {
    const { associationId, routeTableId } = asked(record);
    const newId = textAt(answered(record), 'newAssociationId');
    let moved: Json | undefined;
    return [
      changed(tableWith(record, associationId), (draft) => {
        moved = draft.list(ASSOCIATIONS).find(isAssociation(associationId));
        draft.drop(ASSOCIATIONS, isAssociation(associationId));
      }),
      ...edited(record, textAt(routeTableId), (draft) =>
        draft.put(
          ASSOCIATIONS,
          { ...objectAt(moved), routeTableAssociationId: newId ?? null, routeTableId: routeTableId ?? null },
          isAssociation(newId),
        ),
      ),
    ];
  },
};

const tableIn = (record: CloudTrailRecord) => textAt(asked(record), 'routeTableId');

const tableWith = (record: CloudTrailRecord, association: unknown) =>
  ec2Where(record, 'AWS::EC2::RouteTable', ({ configuration }) =>
    JSON.stringify(configuration?.associations ?? []).includes(`"${association}"`),
  );

function putRoute(record: CloudTrailRecord) {
  return edited(record, tableIn(record), (draft) => {
    const { routeTableId: _, vpcEndpointId, ...route } = shaped(asked(record));
    // Descriptions have an endpoint as the gateway.
    const gateway = vpcEndpointId !== undefined && { gatewayId: vpcEndpointId };
    draft.put(ROUTES, { ...canonical(route), ...gateway, state: 'active', origin: 'CreateRoute' }, isRoute(record));
  });
}

/** A route is known by where it leads. */
const isRoute = (record: CloudTrailRecord) => {
  const wanted = canonical(asked(record));
  return (each: Json) => DESTINATIONS.every((name) => textAt(each, name) === textAt(wanted, name));
};

const isAssociation = (id: unknown) => (each: Json) => textAt(each, 'routeTableAssociationId') === id;
