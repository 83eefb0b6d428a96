//! A picture of the costs of programs: a bar for each program, as a ratio to native code that is optimized at link time.

use std::path::Path;

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::Error;
use crate::costs::{Costs, Figure, mean};
use crate::programs::{Aim, Way};

/// The size of the picture of one target, in pixels.
const SIZE: (u32, u32) = (1560, 450);

/// Draws the ratios of all programs, for each target the code and the instructions.
///
/// # Errors
///
/// When the file cannot be written.
pub fn draw(all: &[Costs], file: &Path) -> Result<(), Error> {
    let area = SVGBackend::new(file, (SIZE.0, SIZE.1 * 2 * all.len() as u32)).into_drawing_area();
    area.fill(&WHITE)?;
    let panels = area.split_evenly((2 * all.len(), 1));
    for (costs, panels) in all.iter().zip(panels.chunks(2)) {
        let [code, instructions] = panels else { continue };
        panel(code, costs, "code", Aim::Size, |cost| cost.text)?;
        panel(instructions, costs, "instructions", Aim::Speed, |cost| cost.instructions)?;
    }
    area.present()?;
    Ok(())
}

/// Draws one figure of a target: for each program a bar without checks and one with.
fn panel(
    area: &DrawingArea<SVGBackend<'_>, plotters::coord::Shift>,
    costs: &Costs,
    title: &str,
    aim: Aim,
    figure: Figure,
) -> Result<(), Error> {
    let ways = [(Way::Unchecked(aim), RGBColor(120, 170, 220)), (Way::Checked(aim), RGBColor(40, 90, 150))];
    let names: Vec<&str> = costs.costs.keys().map(|program| program.name.as_str()).collect();
    let highest =
        ways.iter().flat_map(|(way, _)| costs.ratios(*way, figure)).map(|(ratio, _)| ratio).fold(1.0, f64::max);
    let means = ways.map(|(way, _)| format!("{way} {:.2}", mean(&costs.ratios(way, figure))));
    let caption = format!("{}: {title}, native with LTO = 1; means: {}", costs.target, means.join(", "));
    let mut chart = ChartBuilder::on(area)
        .caption(caption, ("sans-serif", 16))
        .margin(8)
        .x_label_area_size(150)
        .y_label_area_size(36)
        .build_cartesian_2d(0.0..names.len() as f64, 0.0..highest * 1.05)?;
    chart.configure_mesh().disable_x_mesh().x_labels(0).draw()?;
    for (index, (way, color)) in ways.into_iter().enumerate() {
        let ratios = costs.ratios(way, figure);
        let bars = ratios.iter().filter_map(|(ratio, name)| {
            let at = names.iter().position(|known| known == name)? as f64 + 0.1 + 0.4 * index as f64;
            Some(Rectangle::new([(at, 0.0), (at + 0.4, *ratio)], color.filled()))
        });
        chart.draw_series(bars)?;
    }
    chart.draw_series([PathElement::new([(0.0, 1.0), (names.len() as f64, 1.0)], RED)])?;
    // The names run down from the axis: the chart's own labels would be centered on it.
    let style = ("sans-serif", 13).into_font().transform(FontTransform::Rotate90).into_text_style(area);
    let style = style.pos(Pos::new(HPos::Left, VPos::Center));
    let (columns, rows) = area.get_pixel_range();
    for (index, name) in names.into_iter().enumerate() {
        let (x, y) = chart.plotting_area().map_coordinate(&(index as f64 + 0.5, 0.0));
        area.draw(&Text::new(name, (x - columns.start, y - rows.start + 8), style.clone()))?;
    }
    Ok(())
}
