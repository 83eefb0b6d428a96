; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7em-unknown-none-eabihf"

; Function Attrs: nounwind optsize
define internal double @"func[0]"(double %0, double %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8
  %3 = alloca double, align 8
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load double, ptr %2, align 8, !dbg !7
  %5 = load double, ptr %3, align 8, !dbg !8
  %6 = fadd double %4, %5, !dbg !9
  br label %return, !dbg !10

return:                                           ; preds = %start
  %7 = phi double [ %6, %start ]
  ret double %7, !dbg !10
}

; Function Attrs: nounwind optsize
define internal double @"func[1]"(double %0, double %1) #0 section ".text.func[1]" !dbg !11 {
entry:
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8
  %3 = alloca double, align 8
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load double, ptr %2, align 8, !dbg !12
  %5 = load double, ptr %3, align 8, !dbg !13
  %6 = fmul double %4, %5, !dbg !14
  br label %return, !dbg !15

return:                                           ; preds = %start
  %7 = phi double [ %6, %start ]
  ret double %7, !dbg !15
}

; Function Attrs: nounwind optsize
define internal double @"func[2]"(double %0, double %1) #0 section ".text.func[2]" !dbg !16 {
entry:
  %2 = alloca double, align 8
  store double %0, ptr %2, align 8
  %3 = alloca double, align 8
  store double %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load double, ptr %2, align 8, !dbg !17
  %5 = load double, ptr %3, align 8, !dbg !18
  %6 = fdiv double %4, %5, !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %7 = phi double [ %6, %start ]
  ret double %7, !dbg !20
}

; Function Attrs: nounwind optsize
define double @m_add(double %0, double %1) #0 section ".text.m_add" !dbg !21 {
  %3 = call double @"func[0]"(double %0, double %1), !dbg !22
  ret double %3, !dbg !22
}

; Function Attrs: nounwind optsize
define double @m_mul(double %0, double %1) #0 section ".text.m_mul" !dbg !23 {
  %3 = call double @"func[1]"(double %0, double %1), !dbg !24
  ret double %3, !dbg !24
}

; Function Attrs: nounwind optsize
define double @m_div(double %0, double %1) #0 section ".text.m_div" !dbg !25 {
  %3 = call double @"func[2]"(double %0, double %1), !dbg !26
  ret double %3, !dbg !26
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !27 {
  ret void, !dbg !28
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "add", linkageName: "add", scope: null, file: !3, line: 48, type: !5, scopeLine: 48, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 49, scope: !4)
!8 = !DILocation(line: 51, scope: !4)
!9 = !DILocation(line: 53, scope: !4)
!10 = !DILocation(line: 54, scope: !4)
!11 = distinct !DISubprogram(name: "mul", linkageName: "mul", scope: null, file: !3, line: 56, type: !5, scopeLine: 56, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 57, scope: !11)
!13 = !DILocation(line: 59, scope: !11)
!14 = !DILocation(line: 61, scope: !11)
!15 = !DILocation(line: 62, scope: !11)
!16 = distinct !DISubprogram(name: "div", linkageName: "div", scope: null, file: !3, line: 64, type: !5, scopeLine: 64, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 65, scope: !16)
!18 = !DILocation(line: 67, scope: !16)
!19 = !DILocation(line: 69, scope: !16)
!20 = !DILocation(line: 70, scope: !16)
!21 = distinct !DISubprogram(name: "m_add", linkageName: "m_add", scope: null, file: !3, line: 48, type: !5, scopeLine: 48, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 48, scope: !21)
!23 = distinct !DISubprogram(name: "m_mul", linkageName: "m_mul", scope: null, file: !3, line: 56, type: !5, scopeLine: 56, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!24 = !DILocation(line: 56, scope: !23)
!25 = distinct !DISubprogram(name: "m_div", linkageName: "m_div", scope: null, file: !3, line: 64, type: !5, scopeLine: 64, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!26 = !DILocation(line: 64, scope: !25)
!27 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!28 = !DILocation(line: 0, scope: !27)
