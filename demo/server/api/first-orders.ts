import type { Order } from './order.ts'

/** One working day of a technician, on the day the demo starts; one order is long on purpose. */
export function firstOrders(today: Date): readonly Order[] {
  const at = (time: string): string => `${localDay(today)}T${time}:00`
  const window = (from: string, to: string): Order['window'] => ({ from: at(from), to: at(to) })
  return [
    {
      id: 'wo-2031',
      title: 'Heating stays cold on the top floor',
      description:
        'Radiators on floor 4 don’t warm up since Sunday. Tenant suspects air in the loop; pump was replaced in May.',
      customer: 'Hollis Court Residents',
      address: '18 Hollis Court, Bristol BS3 2LQ',
      window: window('08:00', '10:00'),
      status: 'open',
      priority: 'high',
      finding: { text: 'Loop on floor 4 holds air; pump runs.', version: 1, by: 'Mira Okafor' },
      notes: [
        {
          id: 'n-1',
          text: 'Key is with the caretaker, ground floor left. Ring twice.',
          author: 'Jonas Lindqvist',
          at: at('07:12'),
        },
      ],
    },
    {
      id: 'wo-2032',
      title: 'Annual inspection, fire dampers',
      description: '14 dampers, list in the plant room. Photograph each tag.',
      customer: 'St. Brandon’s Primary School',
      address: 'Coldharbour Road, Bristol BS6 7NB',
      window: window('10:30', '12:00'),
      status: 'open',
      priority: 'normal',
      finding: { text: '', version: 1 },
      notes: [],
    },
    {
      id: 'wo-2033',
      title: 'Lift stops between floors 2 and 3',
      description:
        'Nobody inside. Controller shows E41. Lift is taped off; the office on floor 3 has a wheelchair user.',
      customer: 'Avon Quay Offices',
      address: 'Redcliff Backs, Bristol BS1 6LY',
      window: window('12:30', '13:30'),
      status: 'open',
      priority: 'urgent',
      finding: { text: '', version: 1 },
      notes: [
        { id: 'n-2', text: 'Spare door contact is in the van, crate 7.', author: 'Jonas Lindqvist', at: at('07:40') },
      ],
    },
    {
      id: 'wo-2034',
      title: 'Replace water meter',
      description: 'Meter 4471-B runs backwards at night. New one is packed.',
      customer: 'Marlow & Daughters Bakery',
      address: '203 Gloucester Road, Bristol BS7 8NN',
      window: window('14:00', '14:45'),
      status: 'open',
      priority: 'normal',
      finding: { text: '', version: 1 },
      notes: [],
    },
    {
      id: 'wo-2035',
      title:
        'Investigate intermittent tripping of the residual-current device that protects the shared laundry, the bicycle store and the emergency lighting of staircase C',
      description:
        'Trips two or three times a week, always between 05:00 and 06:30, never while somebody watches. The previous visit measured 11 mA standing leakage with every appliance unplugged, which is high but below the limit. Residents’ association asks for a written finding, because the insurer has put the renewal on hold until the cause is named.',
      customer: 'Residents’ Association of the Former Imperial Tobacco Bonded Warehouse No. 3',
      address: 'Flat 1 to 64, The Bonded Warehouse, 27–31 Smeaton Road, Cumberland Basin, Bristol BS1 6XN',
      window: window('15:00', '16:30'),
      status: 'open',
      priority: 'high',
      finding: { text: '', version: 1 },
      notes: [
        {
          id: 'n-3',
          text: 'Third visit. Logger was left on circuit 9 on Tuesday: please collect it, read it out, and compare with the times the caretaker wrote on the sheet inside the cupboard door. He is friendly but hard of hearing, so phone before you come.',
          author: 'Mira Okafor',
          at: at('06:58'),
        },
      ],
    },
    {
      id: 'wo-2036',
      title: 'Walk-in fridge warms up to 9 °C',
      description: 'Food has been moved. Fan runs, compressor doesn’t.',
      customer: 'Casa Verde Trattoria',
      address: '9 North Street, Bristol BS3 1EN',
      window: window('16:45', '17:45'),
      status: 'open',
      priority: 'urgent',
      finding: { text: '', version: 1 },
      notes: [],
    },
    {
      id: 'wo-2037',
      title: 'Quote for six charging points',
      description: 'Car park on the north side; main board has two free ways. Customer has the plans.',
      customer: 'Keel Dental Practice',
      address: '44 Whiteladies Road, Bristol BS8 2NH',
      window: window('18:00', '18:30'),
      status: 'open',
      priority: 'low',
      finding: { text: '', version: 1 },
      notes: [],
    },
    {
      id: 'wo-2029',
      title: 'Re-seal roof light',
      description: 'Drips onto the stairs when it rains from the west.',
      customer: 'Hollis Court Residents',
      address: '18 Hollis Court, Bristol BS3 2LQ',
      window: window('07:00', '07:45'),
      status: 'done',
      priority: 'normal',
      completedBy: 'Mira Okafor',
      completedAt: at('07:38'),
      finding: { text: 'Seal was brittle on the west side. Replaced.', version: 1, by: 'Mira Okafor' },
      notes: [{ id: 'n-4', text: 'Sealed, hosed down for five minutes, dry.', author: 'Mira Okafor', at: at('07:36') }],
    },
  ]
}

function localDay(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
