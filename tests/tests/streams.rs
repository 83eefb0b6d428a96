//! Streams and futures of `dissolve-guest` on a stock engine: the number of allocations per item, compared with the
//! stock bindings.
//!
//! The host sends and receives items in chunks, so that an operation sometimes finds the other end ready and sometimes
//! has to wait.

use std::future::{Future, poll_fn};
use std::marker::PhantomData;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex, OnceLock};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::{env, fs};

use dissolve_pipeline::componentize::{Options, componentize};
use wasmtime::component::{
    Component, ComponentNamedList, ComponentType, Destination, FutureConsumer, FutureReader, Instance, Lift, Linker,
    Lower, Source, StreamConsumer, StreamProducer, StreamReader, StreamResult,
};
use wasmtime::{Config, Engine, Result, Store, StoreContextMut};

/// The guest's report. Its WIT documents each number.
#[derive(ComponentType, Lift, Clone, Debug, PartialEq)]
#[component(record)]
struct Report {
    count: u32,
    weight: u64,
    cancelled: u32,
    making: u32,
    first: u32,
    all: u32,
}

/// A record with the same layout in Rust and in the canonical ABI.
#[derive(ComponentType, Lift, Lower, Clone, Debug, PartialEq)]
#[component(record)]
struct Sample {
    a: u8,
    b: u32,
    c: u8,
}

/// The host's state of a call.
#[derive(Default)]
struct Host {
    /// The number of items that the host takes before it drops its end; all of them if `None`.
    takes: Option<usize>,
    taken: Arc<Mutex<Taken>>,
}

/// The items that the guest wrote.
#[derive(Default)]
struct Taken {
    weights: Vec<u64>,
    /// The number of items that each write offered.
    offered: Vec<usize>,
}

/// Makes and weighs items in the same way as the guest.
trait Item: ComponentType + Lift + Lower + Clone + Send + Sync + Unpin + 'static {
    fn at(position: u32) -> Self;
    fn weight(&self) -> u64;
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl Item for $number {
            fn at(position: u32) -> Self {
                position as $number
            }

            fn weight(&self) -> u64 {
                *self as u64
            }
        })*
    };
}

numbers!(u8 i16 u32 u64 f32 f64);

impl Item for bool {
    fn at(position: u32) -> bool {
        position.is_multiple_of(3)
    }

    fn weight(&self) -> u64 {
        u64::from(*self)
    }
}

impl Item for Option<char> {
    fn at(position: u32) -> Option<char> {
        char::from_u32(position).filter(|_| !position.is_multiple_of(3))
    }

    fn weight(&self) -> u64 {
        self.map_or(0, u64::from)
    }
}

impl Item for () {
    fn at(_: u32) {}

    fn weight(&self) -> u64 {
        1
    }
}

impl Item for String {
    fn at(position: u32) -> String {
        "x".repeat(position as usize % 8 + 1)
    }

    fn weight(&self) -> u64 {
        self.len() as u64
    }
}

impl Item for Sample {
    fn at(position: u32) -> Sample {
        Sample { a: position as u8, b: position.wrapping_mul(3), c: position.wrapping_mul(5) as u8 }
    }

    fn weight(&self) -> u64 {
        u64::from(self.a) + u64::from(self.b) + u64::from(self.c)
    }
}

/// The sum of the weights of the first `count` items, each multiplied by its position, which starts at 1.
fn weight<T: Item>(count: u32) -> u64 {
    weigh((0..count).map(|position| T::at(position).weight()))
}

fn weigh(weights: impl IntoIterator<Item = u64>) -> u64 {
    weights.into_iter().zip(1..).map(|(weight, position)| weight * position).sum()
}

/// Produces items in chunks of 1, 2, … 5, and is not ready before every other chunk.
struct Feed<T> {
    items: std::ops::Range<u32>,
    turn: usize,
    waited: bool,
    asked: Arc<Mutex<Vec<Option<usize>>>>,
    item: PhantomData<fn() -> T>,
}

impl<T> Feed<T> {
    fn new(count: u32) -> Feed<T> {
        Feed { items: 0..count, turn: 0, waited: false, asked: Arc::default(), item: PhantomData }
    }
}

impl<T: Item> StreamProducer<Host> for Feed<T> {
    type Item = T;
    type Buffer = wasmtime::component::VecBuffer<T>;

    fn poll_produce<'a>(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut store: StoreContextMut<'a, Host>,
        mut destination: Destination<'a, T, Self::Buffer>,
        finish: bool,
    ) -> Poll<Result<StreamResult>> {
        self.asked.lock().unwrap().push(destination.remaining(&mut store));
        if self.turn % 2 == 1 && !self.waited {
            self.waited = true;
            if finish {
                return Poll::Ready(Ok(StreamResult::Cancelled));
            }
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.waited = false;
        self.turn += 1;
        // From a chunk of items without size, the engine only gives the first to the guest, and loses the others.
        let chunk = if size_of::<T>() == 0 { 1 } else { self.turn % 5 + 1 };
        let items: Vec<T> = self.items.by_ref().take(chunk).map(T::at).collect();
        if items.is_empty() {
            return Poll::Ready(Ok(StreamResult::Dropped));
        }
        destination.set_buffer(items.into());
        Poll::Ready(Ok(StreamResult::Completed))
    }
}

/// Consumes items, is not ready every other time, and ends after `left` items.
struct Take<T> {
    left: Option<usize>,
    waited: bool,
    turn: usize,
    taken: Arc<Mutex<Taken>>,
    item: PhantomData<fn() -> T>,
}

impl<T: Item> StreamConsumer<Host> for Take<T> {
    type Item = T;

    fn poll_consume(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        mut store: StoreContextMut<'_, Host>,
        mut source: Source<'_, T>,
        finish: bool,
    ) -> Poll<Result<StreamResult>> {
        if self.left == Some(0) {
            return Poll::Ready(Ok(StreamResult::Dropped));
        }
        if self.turn % 2 == 1 && !self.waited {
            self.waited = true;
            if finish {
                return Poll::Ready(Ok(StreamResult::Cancelled));
            }
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.waited = false;
        self.turn += 1;
        let offered = source.remaining(&mut store);
        let mut items: Vec<T> = Vec::with_capacity(1);
        source.read(&mut store, &mut items)?;
        let mut taken = self.taken.lock().unwrap();
        taken.offered.push(offered);
        taken.weights.extend(items.iter().map(Item::weight));
        drop(taken);
        if let Some(left) = &mut self.left {
            *left -= items.len();
        }
        Poll::Ready(Ok(StreamResult::Completed))
    }
}

impl<T: Item> FutureConsumer<Host> for Take<T> {
    type Item = T;

    fn poll_consume(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        store: StoreContextMut<'_, Host>,
        mut source: Source<'_, T>,
        finish: bool,
    ) -> Poll<Result<()>> {
        if finish {
            return Poll::Ready(Ok(()));
        }
        if !self.waited {
            self.waited = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let mut value: Option<T> = None;
        source.read(store, &mut value)?;
        self.taken.lock().unwrap().weights.extend(value.iter().map(Item::weight));
        Poll::Ready(Ok(()))
    }
}

/// The guest, compiled once.
fn guest() -> &'static (Engine, Component) {
    static GUEST: OnceLock<(Engine, Component)> = OnceLock::new();
    GUEST.get_or_init(|| {
        let folder = env::var("DISSOLVE_GUESTS").expect("`cargo xtask test` sets DISSOLVE_GUESTS");
        let path = format!("{folder}/stream_items.wasm");
        let core = fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        let component = componentize(&core, &Options::default()).expect("the guest becomes a component");
        let mut config = Config::new();
        config.wasm_component_model_async(true);
        let engine = Engine::new(&config).expect("the configuration is one");
        let component = Component::new(&engine, component.bytes).expect("the engine takes the component");
        (engine, component)
    })
}

fn take<T: Item>(linker: &mut Linker<Host>, name: &str) {
    linker
        .root()
        .func_wrap(name, |mut store: StoreContextMut<'_, Host>, (items,): (StreamReader<T>,)| {
            let Host { takes, taken } = store.data();
            let take = Take::<T> { left: *takes, waited: false, turn: 0, taken: taken.clone(), item: PhantomData };
            items.pipe(&mut store, take)
        })
        .expect("the name is free");
}

/// An instance of the guest.
struct Guest {
    store: Store<Host>,
    instance: Instance,
}

impl Guest {
    fn new(takes: Option<usize>) -> Guest {
        let (engine, component) = guest();
        let mut linker = Linker::new(engine);
        take::<u8>(&mut linker, "take-u8");
        take::<u32>(&mut linker, "take-u32");
        take::<f64>(&mut linker, "take-f64");
        take::<bool>(&mut linker, "take-bool");
        take::<String>(&mut linker, "take-string");
        take::<Option<char>>(&mut linker, "take-letter");
        take::<Sample>(&mut linker, "take-sample");
        take::<()>(&mut linker, "take-unit");
        linker
            .root()
            .func_wrap("take-future", |mut store: StoreContextMut<'_, Host>, (mut value,): (FutureReader<u32>,)| {
                let Host { takes, taken } = store.data();
                if *takes == Some(0) {
                    return value.close(&mut store);
                }
                let take = Take::<u32> { left: None, waited: false, turn: 0, taken: taken.clone(), item: PhantomData };
                value.pipe(&mut store, take)
            })
            .expect("the name is free");
        let mut store = Store::new(engine, Host { takes, taken: Arc::default() });
        let instance = block_on(linker.instantiate_async(&mut store, component)).expect("the guest instantiates");
        Guest { store, instance }
    }

    fn call<P>(&mut self, name: &str, parameters: impl FnOnce(&mut Store<Host>) -> P) -> Report
    where
        P: ComponentNamedList + Lower + Send + Sync + 'static,
    {
        let function = self.instance.get_typed_func::<P, (Report,)>(&mut self.store, name).expect("it is an export");
        let parameters = parameters(&mut self.store);
        let answer = block_on(function.call_async(&mut self.store, parameters));
        let (report,) = answer.unwrap_or_else(|error| panic!("{name}: {error:?}"));
        // Runs the guest's remaining work: a default value that is written in the background.
        let rest = block_on(self.store.run_concurrent(async |_| turns(10).await));
        rest.unwrap_or_else(|error| panic!("after {name}: {error:?}"));
        report
    }
}

/// Yields `left` times, so that other tasks can run.
async fn turns(mut left: u32) {
    poll_fn(|cx| {
        left -= 1;
        cx.waker().wake_by_ref();
        if left == 0 { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
}

/// Runs a future on this thread.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    struct Unpark(Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

const COUNT: u32 = 1000;

fn feed<T: Item>(store: &mut Store<Host>, count: u32) -> StreamReader<T> {
    StreamReader::new(store, Feed::<T>::new(count)).expect("the store takes a stream")
}

/// Reads items with the stock reader and with dissolve's. Each item that owns memory allocates it, `held` times.
fn reads<T: Item>(name: &str, held: u32) {
    let read = |stock| Guest::new(None).call(name, |store| (feed::<T>(store, COUNT), stock));
    let [stock, own] = [read(true), read(false)];
    for report in [&stock, &own] {
        assert_eq!((report.count, report.weight), (COUNT, weight::<T>(COUNT)), "{name}");
    }
    assert_eq!((own.first, own.all), (held, held * COUNT), "{name}: {own:?}");
    if size_of::<T>() > 0 {
        assert!(stock.first > held && stock.all >= (held + 1) * COUNT, "the counter counts: {name}: {stock:?}");
    }
}

/// Writes items with the stock writer and with dissolve's. Making an item allocates `held` times.
fn writes<T: Item>(name: &str, held: u32) {
    for stock in [true, false] {
        let mut guest = Guest::new(None);
        let report = guest.call(name, |_| (COUNT, stock));
        let taken = guest.store.data().taken.lock().unwrap();
        assert_eq!((report.count, report.weight), (COUNT, weight::<T>(COUNT)), "{name}, stock: {stock}");
        assert_eq!(weigh(taken.weights.iter().copied()), weight::<T>(COUNT), "{name}, stock: {stock}");
        if !stock {
            assert_eq!((report.first, report.all), (held, held * COUNT), "{name}: {report:?}");
            assert!(taken.offered.iter().all(|offered| *offered == 1));
        } else if size_of::<T>() > 0 {
            assert!(report.first > held && report.all >= (held + 1) * COUNT, "the counter counts: {name}: {report:?}");
        }
    }
}

#[test]
fn reading_a_number_allocates_nothing() {
    reads::<u8>("read-u8", 0);
    reads::<i16>("read-s16", 0);
    reads::<u32>("read-u32", 0);
    reads::<u64>("read-u64", 0);
    reads::<f32>("read-f32", 0);
    reads::<f64>("read-f64", 0);
}

#[test]
fn reading_what_is_lifted_allocates_what_the_item_holds() {
    reads::<()>("read-unit", 0);
    reads::<bool>("read-bool", 0);
    reads::<Option<char>>("read-letter", 0);
    reads::<Sample>("read-sample", 0);
    reads::<String>("read-string", 1);
}

#[test]
fn writing_allocates_nothing() {
    writes::<u8>("write-u8", 0);
    writes::<u32>("write-u32", 0);
    writes::<f64>("write-f64", 0);
    writes::<()>("write-unit", 0);
    writes::<bool>("write-bool", 0);
    writes::<Option<char>>("write-letter", 0);
    writes::<Sample>("write-sample", 0);
    writes::<String>("write-string", 1);
}

/// A task that has not waited yet allocates a node of the stock task's list, and a buffer if the frame has no room for
/// it.
#[test]
fn making_a_reader_allocates_once_or_twice() {
    let made = |report: Report| report.making;
    assert_eq!(made(Guest::new(None).call("read-u64", |store| (feed::<u64>(store, 1), false))), 1);
    assert_eq!(made(Guest::new(None).call("read-string", |store| (feed::<String>(store, 1), false))), 1);
    assert_eq!(made(Guest::new(None).call("read-sample", |store| (feed::<Sample>(store, 1), false))), 1);
    assert_eq!(made(Guest::new(None).call("read-letter", |store| (feed::<Option<char>>(store, 1), false))), 2);
}

#[test]
fn one_item_is_read_though_more_are_ready() {
    let feed = Feed::<u32>::new(COUNT);
    let asked = Arc::clone(&feed.asked);
    let report = Guest::new(None)
        .call("read-u32", |store| (StreamReader::new(store, feed).expect("the store takes a stream"), false));
    assert_eq!(report.count, COUNT);
    // The host offered up to five items at a time, and each read had room for one.
    let asked = asked.lock().unwrap();
    assert!(asked.len() < COUNT as usize);
    assert!(asked.iter().all(|room| *room == Some(1)), "{asked:?}");
}

#[test]
fn an_empty_stream_ends() {
    for stock in [true, false] {
        let report = Guest::new(None).call("read-u32", |store| (feed::<u32>(store, 0), stock));
        assert_eq!((report.count, report.first), (0, 0));
    }
}

#[test]
fn a_reader_that_goes_gives_the_item_back() {
    for takes in [0, 1, 7] {
        for name in ["write-u32", "write-string", "write-letter", "write-sample"] {
            let mut guest = Guest::new(Some(takes));
            let report = guest.call(name, |_| (COUNT, false));
            assert_eq!(guest.store.data().taken.lock().unwrap().weights.len(), takes, "{name}");
            assert_eq!(report.count as usize, takes, "{name}");
        }
    }
}

#[test]
fn a_read_that_is_cancelled_loses_no_item() {
    let report = Guest::new(None).call("read-impatiently", |store| (feed::<u32>(store, COUNT),));
    assert_eq!((report.count, report.weight), (COUNT, weight::<u32>(COUNT)));
    assert!(report.cancelled > 100, "{report:?}");
    assert_eq!(report.all, 0, "{report:?}");
}

#[test]
fn a_write_that_is_cancelled_neither_loses_nor_doubles_an_item() {
    let mut guest = Guest::new(None);
    let report = guest.call("write-impatiently", |_| (COUNT,));
    assert_eq!((report.count, report.weight), (COUNT, weight::<u32>(COUNT)));
    assert!(report.cancelled > 100, "{report:?}");
    assert_eq!(report.all, 0, "{report:?}");
    let taken = guest.store.data().taken.lock().unwrap();
    assert_eq!(weigh(taken.weights.iter().copied()), weight::<u32>(COUNT));
}

#[test]
fn a_function_that_blocks_reads_too() {
    let report = Guest::new(None).call("read-blocking", |store| (feed::<u32>(store, COUNT),));
    assert_eq!((report.count, report.weight, report.all), (COUNT, weight::<u32>(COUNT), 0));
}

#[test]
fn a_reader_goes_to_stock_and_back() {
    let report = Guest::new(None).call("read-both-ways", |store| (feed::<u32>(store, COUNT),));
    assert_eq!((report.count, report.weight), (COUNT, weight::<u32>(COUNT)));
}

/// The first node of the stock task's list of waitables has room for eleven; more of them need more nodes.
#[test]
fn eleven_streams_wait_at_once_without_allocating() {
    for (streams, free) in [(1, true), (11, true), (12, false)] {
        let report = Guest::new(None)
            .call("read-all", |store| ((0..streams).map(|_| feed::<u32>(store, COUNT)).collect::<Vec<_>>(),));
        assert_eq!(report.count, streams);
        assert_eq!(report.weight, weigh(std::iter::repeat_n(weight::<u32>(COUNT), streams as usize)));
        assert_eq!(report.all == 0, free, "{streams} streams: {report:?}");
    }
}

/// A value that is available at once or later.
struct Later<T>(Option<T>, bool);

impl<T: Item> wasmtime::component::FutureProducer<Host> for Later<T> {
    type Item = T;

    fn poll_produce(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        _: StoreContextMut<'_, Host>,
        _: bool,
    ) -> Poll<Result<Option<T>>> {
        if !self.1 {
            self.1 = true;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        Poll::Ready(Ok(self.0.take()))
    }
}

#[test]
fn awaiting_a_future_allocates_nothing() {
    fn awaits<T: Item>(name: &str) {
        for ready in [true, false] {
            let read = |stock| {
                Guest::new(None).call(name, |store| {
                    let value = Later(Some(T::at(9)), ready);
                    (FutureReader::new(store, value).expect("the store takes a future"), stock)
                })
            };
            let [stock, own] = [read(true), read(false)];
            assert_eq!([own.weight, stock.weight], [T::at(9).weight(); 2]);
            assert_eq!((own.count, own.first, own.all), (1, 0, 0), "{name}: {own:?}");
            assert!(stock.all >= 1, "the counter counts: {name}: {stock:?}");
        }
    }

    awaits::<u32>("read-future");
    awaits::<Option<char>>("read-future-letter");
}

#[test]
fn writing_a_future_allocates_nothing() {
    for stock in [true, false] {
        let mut guest = Guest::new(None);
        let report = guest.call("write-future", |_| (Some(42_u32), stock));
        assert_eq!((report.count, report.weight), (1, 42));
        assert_eq!(guest.store.data().taken.lock().unwrap().weights, [42]);
        assert_eq!(report.all == 0, !stock, "stock: {stock}: {report:?}");
    }
}

#[test]
fn a_future_that_is_not_written_has_its_default() {
    for stock in [true, false] {
        let mut guest = Guest::new(None);
        let report = guest.call("write-future", |_| (None::<u32>, stock));
        assert_eq!(report.count, 0);
        assert_eq!(guest.store.data().taken.lock().unwrap().weights, [4711], "stock: {stock}");
    }
}

#[test]
fn a_future_whose_reader_went_gives_the_value_back() {
    for stock in [true, false] {
        let report = Guest::new(Some(0)).call("write-future", |_| (Some(42_u32), stock));
        assert_eq!(report.count, 0, "stock: {stock}");
    }
}

#[test]
fn a_write_to_a_future_is_cancelled_and_done_again() {
    let mut guest = Guest::new(None);
    let report = guest.call("rewrite-future", |_| (1_u32, 2_u32));
    assert_eq!((report.cancelled, report.count, report.weight), (1, 2, 1 + 2 * 2), "{report:?}");
    assert_eq!(guest.store.data().taken.lock().unwrap().weights, [2]);
    assert_eq!(report.all, 0, "{report:?}");
}
