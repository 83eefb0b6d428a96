; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal <4 x i32> @"func[0]"(<4 x i32> %0, <4 x i32> %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca <4 x i32>, align 16
  %3 = alloca <4 x i32>, align 16
  store <4 x i32> %0, ptr %2, align 8
  store <4 x i32> %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = add <4 x i32> %0, %1, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %5 = phi <4 x i32> [ %4, %start ]
  ret <4 x i32> %5, !dbg !8
}

; Function Attrs: nounwind optsize
define internal <4 x i32> @"func[1]"(<4 x i32> %0, <4 x i32> %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca <4 x i32>, align 16
  %3 = alloca <4 x i32>, align 16
  store <4 x i32> %0, ptr %2, align 8
  store <4 x i32> %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = call <4 x i32> @i8x16.add_sat_s(<4 x i32> %0, <4 x i32> %1), !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %5 = phi <4 x i32> [ %4, %start ]
  ret <4 x i32> %5, !dbg !11
}

; Function Attrs: nounwind optsize
define internal <4 x i32> @"func[2]"(<4 x i32> %0, <4 x i32> %1) #0 section ".text.func[2]" !dbg !12 {
entry:
  %2 = alloca <4 x i32>, align 16
  %3 = alloca <4 x i32>, align 16
  store <4 x i32> %0, ptr %2, align 8
  store <4 x i32> %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = call <4 x i32> @i16x8.mul(<4 x i32> %0, <4 x i32> %1), !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %5 = phi <4 x i32> [ %4, %start ]
  ret <4 x i32> %5, !dbg !14
}

; Function Attrs: nounwind optsize
define internal <4 x i32> @i8x16.add_sat_s(<4 x i32> %0, <4 x i32> %1) #0 section ".text.i8x16.add_sat_s" {
  %3 = and <4 x i32> %0, splat (i32 2139062143)
  %4 = and <4 x i32> %1, splat (i32 2139062143)
  %5 = add <4 x i32> %3, %4
  %6 = xor <4 x i32> %0, %1
  %7 = and <4 x i32> %6, splat (i32 -2139062144)
  %8 = xor <4 x i32> %5, %7
  %9 = xor <4 x i32> %0, %8
  %10 = xor <4 x i32> %1, %8
  %11 = and <4 x i32> %9, %10
  %12 = and <4 x i32> %11, splat (i32 -2139062144)
  %13 = lshr <4 x i32> %12, splat (i32 7)
  %14 = sub <4 x i32> %12, %13
  %15 = or <4 x i32> %12, %14
  %16 = and <4 x i32> %0, splat (i32 -2139062144)
  %17 = lshr <4 x i32> %16, splat (i32 7)
  %18 = add <4 x i32> splat (i32 2139062143), %17
  %19 = xor <4 x i32> %18, %8
  %20 = and <4 x i32> %19, %15
  %21 = xor <4 x i32> %8, %20
  ret <4 x i32> %21
}

; Function Attrs: nounwind optsize
define internal <4 x i32> @i16x8.mul(<4 x i32> %0, <4 x i32> %1) #0 section ".text.i16x8.mul" {
  %3 = mul <4 x i32> %0, %1
  %4 = lshr <4 x i32> %0, splat (i32 16)
  %5 = lshr <4 x i32> %1, splat (i32 16)
  %6 = mul <4 x i32> %4, %5
  %7 = and <4 x i32> %3, splat (i32 65535)
  %8 = shl <4 x i32> %6, splat (i32 16)
  %9 = or <4 x i32> %7, %8
  ret <4 x i32> %9
}

; Function Attrs: nounwind optsize
define void @m_i32x4_add(ptr %0, ptr %1, ptr %2) #0 section ".text.m_i32x4_add" !dbg !15 {
  %4 = load <4 x i32>, ptr %1, align 4, !dbg !16
  %5 = load <4 x i32>, ptr %2, align 4, !dbg !16
  %6 = call <4 x i32> @"func[0]"(<4 x i32> %4, <4 x i32> %5), !dbg !16
  %7 = getelementptr inbounds nuw { [4 x i32] }, ptr %0, i32 0, i32 0, !dbg !16
  store <4 x i32> %6, ptr %7, align 4, !dbg !16
  ret void, !dbg !16
}

; Function Attrs: nounwind optsize
define void @m_i8x16_add_sat_s(ptr %0, ptr %1, ptr %2) #0 section ".text.m_i8x16_add_sat_s" !dbg !17 {
  %4 = load <4 x i32>, ptr %1, align 4, !dbg !18
  %5 = load <4 x i32>, ptr %2, align 4, !dbg !18
  %6 = call <4 x i32> @"func[1]"(<4 x i32> %4, <4 x i32> %5), !dbg !18
  %7 = getelementptr inbounds nuw { [4 x i32] }, ptr %0, i32 0, i32 0, !dbg !18
  store <4 x i32> %6, ptr %7, align 4, !dbg !18
  ret void, !dbg !18
}

; Function Attrs: nounwind optsize
define void @m_i16x8_mul(ptr %0, ptr %1, ptr %2) #0 section ".text.m_i16x8_mul" !dbg !19 {
  %4 = load <4 x i32>, ptr %1, align 4, !dbg !20
  %5 = load <4 x i32>, ptr %2, align 4, !dbg !20
  %6 = call <4 x i32> @"func[2]"(<4 x i32> %4, <4 x i32> %5), !dbg !20
  %7 = getelementptr inbounds nuw { [4 x i32] }, ptr %0, i32 0, i32 0, !dbg !20
  store <4 x i32> %6, ptr %7, align 4, !dbg !20
  ret void, !dbg !20
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !21 {
  ret void, !dbg !22
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "i32x4.add", linkageName: "i32x4.add", scope: null, file: !3, line: 72, type: !5, scopeLine: 72, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 77, scope: !4)
!8 = !DILocation(line: 80, scope: !4)
!9 = distinct !DISubprogram(name: "i8x16.add_sat_s", linkageName: "i8x16.add_sat_s", scope: null, file: !3, line: 82, type: !5, scopeLine: 82, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 87, scope: !9)
!11 = !DILocation(line: 89, scope: !9)
!12 = distinct !DISubprogram(name: "i16x8.mul", linkageName: "i16x8.mul", scope: null, file: !3, line: 91, type: !5, scopeLine: 91, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 96, scope: !12)
!14 = !DILocation(line: 99, scope: !12)
!15 = distinct !DISubprogram(name: "m_i32x4_add", linkageName: "m_i32x4_add", scope: null, file: !3, line: 72, type: !5, scopeLine: 72, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 72, scope: !15)
!17 = distinct !DISubprogram(name: "m_i8x16_add_sat_s", linkageName: "m_i8x16_add_sat_s", scope: null, file: !3, line: 82, type: !5, scopeLine: 82, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 82, scope: !17)
!19 = distinct !DISubprogram(name: "m_i16x8_mul", linkageName: "m_i16x8_mul", scope: null, file: !3, line: 91, type: !5, scopeLine: 91, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 91, scope: !19)
!21 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 0, scope: !21)
