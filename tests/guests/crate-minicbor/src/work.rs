//! A record through `minicbor`, and any bytes as diagnostic text.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use minicbor::{Decode, Encode};

/// An order.
#[derive(Clone, Debug, Encode, Decode)]
#[cbor(map)]
#[allow(missing_docs, reason = "their names say what they are")]
pub struct Order {
    #[n(0)]
    pub number: u64,
    #[n(1)]
    pub customer: String,
    #[n(2)]
    pub items: Vec<Item>,
    #[n(3)]
    pub discount: Option<f32>,
    #[cbor(n(4), with = "minicbor::bytes")]
    pub signature: Vec<u8>,
    #[n(5)]
    pub stock: BTreeMap<String, i64>,
    #[n(6)]
    pub payment: Payment,
}

/// One article of an order.
#[derive(Clone, Debug, Encode, Decode)]
#[cbor(array)]
#[allow(missing_docs, reason = "their names say what they are")]
pub struct Item {
    #[n(0)]
    pub name: String,
    #[n(1)]
    pub count: u16,
    #[n(2)]
    pub price: f64,
}

/// The way in which an order is paid.
#[derive(Clone, Debug, Encode, Decode)]
pub enum Payment {
    /// Later.
    #[n(0)]
    Invoice,
    /// With a card of this number.
    #[n(7)]
    Card(#[n(0)] u64),
    /// By this voucher, of so much.
    #[n(300)]
    Voucher(#[n(1)] String, #[n(2)] i32),
}

/// The encoded order.
pub fn encode(order: &Order) -> Result<Vec<u8>, String> {
    minicbor::to_vec(order).map_err(|error| error.to_string())
}

/// The order that is encoded, or what is wrong with it.
pub fn decode(bytes: &[u8]) -> Result<Order, String> {
    minicbor::decode(bytes).map_err(|error| error.to_string())
}

/// Bytes in diagnostic notation, whatever they are.
pub fn show(bytes: &[u8]) -> String {
    minicbor::display(bytes).to_string()
}
