//! The exports.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::future::{Future, poll_fn};
use core::pin::{Pin, pin};
use core::task::Poll;

use wit_bindgen::{FutureReader, StreamReader};

use crate::item::Item;
use crate::tally::Tally;
use crate::wit_stream::StreamPayload;
use crate::{Guest, Report, Sample, StreamItems, futures, streams, wit_future, wit_stream};

async fn read<T: Item + StreamPayload>(mut items: StreamReader<T>, stock: bool) -> Report {
    let mut tally = Tally::new();
    if stock {
        tally.made();
        while let Some(item) = items.next().await {
            tally.item(&item);
        }
    } else {
        let mut items = streams::reader(items);
        tally.made();
        while let Some(item) = items.next().await {
            tally.item(&item);
        }
    }
    tally.finish()
}

async fn write<T: Item + StreamPayload>(take: fn(StreamReader<T>), count: u32, stock: bool) -> Report {
    let mut tally = Tally::new();
    if stock {
        let (mut items, reader) = wit_stream::new();
        take(reader);
        tally.made();
        for position in 0..count {
            let item = T::at(position);
            let weight = item.weight();
            if items.write_one(item).await.is_some() {
                break;
            }
            tally.weighed(weight);
        }
    } else {
        let (mut items, reader) = streams::new();
        take(reader);
        tally.made();
        for position in 0..count {
            let item = T::at(position);
            let weight = item.weight();
            if let Err(item) = items.write(item).await {
                assert!(item.weight() == weight && items.is_closed());
                break;
            }
            tally.weighed(weight);
        }
    }
    tally.finish()
}

/// Polls once.
async fn try_now<F: Future>(mut future: Pin<&mut F>) -> Poll<F::Output> {
    poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx))).await
}

async fn read_impatiently(items: StreamReader<u32>) -> Report {
    let mut tally = Tally::new();
    let mut items = streams::reader(items);
    tally.made();
    for turn in 0.. {
        let item = {
            let mut next = pin!(items.next());
            match try_now(next.as_mut()).await {
                Poll::Ready(None) => break,
                Poll::Ready(item) => item,
                Poll::Pending => {
                    tally.cancelled();
                    if turn % 2 == 0 { next.cancel() } else { None }
                }
            }
        };
        match item {
            Some(item) => tally.item(&item),
            None => wit_bindgen::yield_async().await,
        }
    }
    tally.finish()
}

async fn write_impatiently(count: u32) -> Report {
    let mut tally = Tally::new();
    let (mut items, reader) = streams::new();
    crate::take_u32(reader);
    tally.made();
    let mut position = 0;
    while position < count && !items.is_closed() {
        let written = {
            let mut write = pin!(items.write(position));
            match try_now(write.as_mut()).await {
                Poll::Ready(written) => written.is_ok(),
                Poll::Pending => {
                    tally.cancelled();
                    write.cancel().is_ok()
                }
            }
        };
        if written {
            tally.item(&position);
            position += 1;
        } else {
            wit_bindgen::yield_async().await;
        }
    }
    tally.finish()
}

async fn read_all(streams: Vec<StreamReader<u32>>) -> Report {
    let mut tally = Tally::new();
    let mut readers: Vec<_> = streams.into_iter().map(streams::reader).collect();
    let mut reads: Vec<_> = readers
        .iter_mut()
        .map(|reader| {
            Box::pin(async {
                let (mut count, mut weight) = (0, 0);
                while let Some(item) = reader.next().await {
                    count += 1;
                    weight += u64::from(item) * count;
                }
                weight
            })
        })
        .map(Some)
        .collect();
    tally.made();
    poll_fn(|cx| {
        for read in &mut reads {
            if let Some(Poll::Ready(weight)) = read.as_mut().map(|read| read.as_mut().poll(cx)) {
                *read = None;
                tally.weighed(weight);
            }
        }
        if reads.iter().all(Option::is_none) { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    tally.finish()
}

async fn read_both_ways(items: StreamReader<u32>) -> Report {
    let mut tally = Tally::new();
    let mut items = streams::reader(items);
    tally.made();
    loop {
        let Some(item) = items.next().await else { break };
        tally.item(&item);
        let (mut stock, kept) = items.into_stock();
        assert!(kept.is_none());
        let Some(item) = stock.next().await else { break };
        tally.item(&item);
        items = streams::reader(stock);
    }
    tally.finish()
}

async fn read_future<T: Item + wit_future::FuturePayload>(value: FutureReader<T>, stock: bool) -> Report {
    let mut tally = Tally::new();
    let value = if stock {
        tally.made();
        value.await
    } else {
        let value = futures::reader(value);
        tally.made();
        value.await
    };
    tally.item(&value);
    tally.finish()
}

async fn write_future(value: Option<u32>, stock: bool) -> Report {
    let mut tally = Tally::new();
    let written = if stock {
        let (writer, reader) = wit_future::new(|| 4711);
        crate::take_future(reader);
        tally.made();
        match value {
            Some(value) => writer.write(value).await.is_ok(),
            None => false,
        }
    } else {
        let (writer, reader) = futures::new(|| 4711);
        crate::take_future(reader);
        tally.made();
        match value {
            Some(value) => writer.write(value).await.is_ok(),
            None => false,
        }
    };
    if written {
        tally.weighed(value.map_or(0, u64::from));
    }
    tally.finish()
}

async fn rewrite_future(first: u32, second: u32) -> Report {
    use dissolve_guest::future::Cancelled;

    let mut tally = Tally::new();
    let (writer, reader) = futures::new(|| 4711);
    tally.made();
    let cancelled = {
        let mut write = pin!(writer.write(first));
        match try_now(write.as_mut()).await {
            Poll::Ready(_) => None,
            Poll::Pending => Some(write.cancel()),
        }
    };
    if let Some(Cancelled::Unwritten(value, writer)) = cancelled {
        tally.cancelled();
        tally.weighed(value.into());
        crate::take_future(reader);
        if writer.write(second).await.is_ok() {
            tally.weighed(second.into());
        }
    }
    tally.finish()
}

macro_rules! exports {
    (
        read: $($read:ident($read_item:ty))*;
        write: $($write:ident($write_item:ty) to $take:ident)*;
        $($rest:tt)*
    ) => {
        impl Guest for StreamItems {
            $(async fn $read(items: StreamReader<$read_item>, stock: bool) -> Report {
                read(items, stock).await
            })*

            $(async fn $write(count: u32, stock: bool) -> Report {
                write::<$write_item>(crate::$take, count, stock).await
            })*

            $($rest)*
        }
    };
}

exports! {
    read:
        read_u8(u8) read_s16(i16) read_u32(u32) read_u64(u64) read_f32(f32) read_f64(f64) read_letter(Option<char>) read_bool(bool)
        read_unit(()) read_string(String) read_sample(Sample);
    write:
        write_u8(u8) to take_u8
        write_u32(u32) to take_u32
        write_f64(f64) to take_f64
        write_bool(bool) to take_bool
        write_unit(()) to take_unit
        write_string(String) to take_string
        write_letter(Option<char>) to take_letter
        write_sample(Sample) to take_sample;

    async fn read_impatiently(items: StreamReader<u32>) -> Report {
        read_impatiently(items).await
    }

    async fn write_impatiently(count: u32) -> Report {
        write_impatiently(count).await
    }

    fn read_blocking(items: StreamReader<u32>) -> Report {
        wit_bindgen::block_on(read(items, false))
    }

    async fn read_all(streams: Vec<StreamReader<u32>>) -> Report {
        read_all(streams).await
    }

    async fn read_both_ways(items: StreamReader<u32>) -> Report {
        read_both_ways(items).await
    }

    async fn read_future(value: FutureReader<u32>, stock: bool) -> Report {
        read_future(value, stock).await
    }

    async fn read_future_letter(value: FutureReader<Option<char>>, stock: bool) -> Report {
        read_future(value, stock).await
    }

    async fn write_future(value: Option<u32>, stock: bool) -> Report {
        write_future(value, stock).await
    }

    async fn rewrite_future(first: u32, second: u32) -> Report {
        rewrite_future(first, second).await
    }
}
