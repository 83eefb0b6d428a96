; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal float @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load i32, ptr %1, align 4, !dbg !7
  %3 = sitofp i32 %2 to float, !dbg !8
  br label %return, !dbg !9

return:                                           ; preds = %start
  %4 = phi float [ %3, %start ]
  ret float %4, !dbg !9
}

; Function Attrs: nounwind optsize
define internal float @"func[1]"(i32 %0) #0 section ".text.func[1]" !dbg !10 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = load i32, ptr %1, align 4, !dbg !11
  %3 = uitofp i32 %2 to float, !dbg !12
  br label %return, !dbg !13

return:                                           ; preds = %start
  %4 = phi float [ %3, %start ]
  ret float %4, !dbg !13
}

; Function Attrs: nounwind optsize
define internal double @"func[2]"(i64 %0) #0 section ".text.func[2]" !dbg !14 {
entry:
  %1 = alloca i64, align 8
  store i64 %0, ptr %1, align 8
  br label %start

start:                                            ; preds = %entry
  %2 = load i64, ptr %1, align 8, !dbg !15
  %3 = sitofp i64 %2 to double, !dbg !16
  br label %return, !dbg !17

return:                                           ; preds = %start
  %4 = phi double [ %3, %start ]
  ret double %4, !dbg !17
}

; Function Attrs: nounwind optsize
define float @m_f32_convert_i32_s(i32 %0) #0 section ".text.m_f32_convert_i32_s" !dbg !18 {
  %2 = call float @"func[0]"(i32 %0), !dbg !19
  ret float %2, !dbg !19
}

; Function Attrs: nounwind optsize
define float @m_f32_convert_i32_u(i32 %0) #0 section ".text.m_f32_convert_i32_u" !dbg !20 {
  %2 = call float @"func[1]"(i32 %0), !dbg !21
  ret float %2, !dbg !21
}

; Function Attrs: nounwind optsize
define double @m_f64_convert_i64_s(i64 %0) #0 section ".text.m_f64_convert_i64_s" !dbg !22 {
  %2 = call double @"func[2]"(i64 %0), !dbg !23
  ret double %2, !dbg !23
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !24 {
  ret void, !dbg !25
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f32.convert_i32_s", linkageName: "f32.convert_i32_s", scope: null, file: !3, line: 94, type: !5, scopeLine: 94, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 95, scope: !4)
!8 = !DILocation(line: 97, scope: !4)
!9 = !DILocation(line: 98, scope: !4)
!10 = distinct !DISubprogram(name: "f32.convert_i32_u", linkageName: "f32.convert_i32_u", scope: null, file: !3, line: 100, type: !5, scopeLine: 100, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!11 = !DILocation(line: 101, scope: !10)
!12 = !DILocation(line: 103, scope: !10)
!13 = !DILocation(line: 104, scope: !10)
!14 = distinct !DISubprogram(name: "f64.convert_i64_s", linkageName: "f64.convert_i64_s", scope: null, file: !3, line: 106, type: !5, scopeLine: 106, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!15 = !DILocation(line: 107, scope: !14)
!16 = !DILocation(line: 109, scope: !14)
!17 = !DILocation(line: 110, scope: !14)
!18 = distinct !DISubprogram(name: "m_f32_convert_i32_s", linkageName: "m_f32_convert_i32_s", scope: null, file: !3, line: 94, type: !5, scopeLine: 94, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!19 = !DILocation(line: 94, scope: !18)
!20 = distinct !DISubprogram(name: "m_f32_convert_i32_u", linkageName: "m_f32_convert_i32_u", scope: null, file: !3, line: 100, type: !5, scopeLine: 100, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 100, scope: !20)
!22 = distinct !DISubprogram(name: "m_f64_convert_i64_s", linkageName: "m_f64_convert_i64_s", scope: null, file: !3, line: 106, type: !5, scopeLine: 106, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 106, scope: !22)
!24 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 0, scope: !24)
