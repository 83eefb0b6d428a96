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
  %2 = sitofp i32 %0 to float, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %3 = phi float [ %2, %start ]
  ret float %3, !dbg !8
}

; Function Attrs: nounwind optsize
define internal float @"func[1]"(i32 %0) #0 section ".text.func[1]" !dbg !9 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  %2 = uitofp i32 %0 to float, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %3 = phi float [ %2, %start ]
  ret float %3, !dbg !11
}

; Function Attrs: nounwind optsize
define internal double @"func[2]"(i64 %0) #0 section ".text.func[2]" !dbg !12 {
entry:
  %1 = alloca i64, align 8
  store i64 %0, ptr %1, align 8
  br label %start

start:                                            ; preds = %entry
  %2 = sitofp i64 %0 to double, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %3 = phi double [ %2, %start ]
  ret double %3, !dbg !14
}

; Function Attrs: nounwind optsize
define float @m_f32_convert_i32_s(i32 %0) #0 section ".text.m_f32_convert_i32_s" !dbg !15 {
  %2 = call float @"func[0]"(i32 %0), !dbg !16
  ret float %2, !dbg !16
}

; Function Attrs: nounwind optsize
define float @m_f32_convert_i32_u(i32 %0) #0 section ".text.m_f32_convert_i32_u" !dbg !17 {
  %2 = call float @"func[1]"(i32 %0), !dbg !18
  ret float %2, !dbg !18
}

; Function Attrs: nounwind optsize
define double @m_f64_convert_i64_s(i64 %0) #0 section ".text.m_f64_convert_i64_s" !dbg !19 {
  %2 = call double @"func[2]"(i64 %0), !dbg !20
  ret double %2, !dbg !20
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
!4 = distinct !DISubprogram(name: "f32.convert_i32_s", linkageName: "f32.convert_i32_s", scope: null, file: !3, line: 94, type: !5, scopeLine: 94, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 97, scope: !4)
!8 = !DILocation(line: 98, scope: !4)
!9 = distinct !DISubprogram(name: "f32.convert_i32_u", linkageName: "f32.convert_i32_u", scope: null, file: !3, line: 100, type: !5, scopeLine: 100, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 103, scope: !9)
!11 = !DILocation(line: 104, scope: !9)
!12 = distinct !DISubprogram(name: "f64.convert_i64_s", linkageName: "f64.convert_i64_s", scope: null, file: !3, line: 106, type: !5, scopeLine: 106, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 109, scope: !12)
!14 = !DILocation(line: 110, scope: !12)
!15 = distinct !DISubprogram(name: "m_f32_convert_i32_s", linkageName: "m_f32_convert_i32_s", scope: null, file: !3, line: 94, type: !5, scopeLine: 94, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 94, scope: !15)
!17 = distinct !DISubprogram(name: "m_f32_convert_i32_u", linkageName: "m_f32_convert_i32_u", scope: null, file: !3, line: 100, type: !5, scopeLine: 100, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 100, scope: !17)
!19 = distinct !DISubprogram(name: "m_f64_convert_i64_s", linkageName: "m_f64_convert_i64_s", scope: null, file: !3, line: 106, type: !5, scopeLine: 106, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 106, scope: !19)
!21 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 0, scope: !21)
