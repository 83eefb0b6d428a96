//! Guests in C and C++ on the way from source to chip, in both modes.

mod guest;
