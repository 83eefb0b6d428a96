; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i64 %0, i64 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i64, align 8
  %3 = alloca i64, align 8
  store i64 %0, ptr %2, align 8
  store i64 %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = icmp eq i64 %0, %1, !dbg !7
  %5 = zext i1 %4 to i32, !dbg !7
  br label %return, !dbg !8

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !8
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i64 %0, i64 %1) #0 section ".text.func[1]" !dbg !9 {
entry:
  %2 = alloca i64, align 8
  %3 = alloca i64, align 8
  store i64 %0, ptr %2, align 8
  store i64 %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = icmp slt i64 %0, %1, !dbg !10
  %5 = zext i1 %4 to i32, !dbg !10
  br label %return, !dbg !11

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !11
}

; Function Attrs: nounwind optsize
define internal i32 @"func[2]"(i64 %0, i64 %1) #0 section ".text.func[2]" !dbg !12 {
entry:
  %2 = alloca i64, align 8
  %3 = alloca i64, align 8
  store i64 %0, ptr %2, align 8
  store i64 %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = icmp ugt i64 %0, %1, !dbg !13
  %5 = zext i1 %4 to i32, !dbg !13
  br label %return, !dbg !14

return:                                           ; preds = %start
  %6 = phi i32 [ %5, %start ]
  ret i32 %6, !dbg !14
}

; Function Attrs: nounwind optsize
define i32 @m_eq(i64 %0, i64 %1) #0 section ".text.m_eq" !dbg !15 {
  %3 = call i32 @"func[0]"(i64 %0, i64 %1), !dbg !16
  ret i32 %3, !dbg !16
}

; Function Attrs: nounwind optsize
define i32 @m_lt_s(i64 %0, i64 %1) #0 section ".text.m_lt_s" !dbg !17 {
  %3 = call i32 @"func[1]"(i64 %0, i64 %1), !dbg !18
  ret i32 %3, !dbg !18
}

; Function Attrs: nounwind optsize
define i32 @m_gt_u(i64 %0, i64 %1) #0 section ".text.m_gt_u" !dbg !19 {
  %3 = call i32 @"func[2]"(i64 %0, i64 %1), !dbg !20
  ret i32 %3, !dbg !20
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
!4 = distinct !DISubprogram(name: "eq", linkageName: "eq", scope: null, file: !3, line: 49, type: !5, scopeLine: 49, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 54, scope: !4)
!8 = !DILocation(line: 55, scope: !4)
!9 = distinct !DISubprogram(name: "lt_s", linkageName: "lt_s", scope: null, file: !3, line: 57, type: !5, scopeLine: 57, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!10 = !DILocation(line: 62, scope: !9)
!11 = !DILocation(line: 63, scope: !9)
!12 = distinct !DISubprogram(name: "gt_u", linkageName: "gt_u", scope: null, file: !3, line: 65, type: !5, scopeLine: 65, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!13 = !DILocation(line: 70, scope: !12)
!14 = !DILocation(line: 71, scope: !12)
!15 = distinct !DISubprogram(name: "m_eq", linkageName: "m_eq", scope: null, file: !3, line: 49, type: !5, scopeLine: 49, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!16 = !DILocation(line: 49, scope: !15)
!17 = distinct !DISubprogram(name: "m_lt_s", linkageName: "m_lt_s", scope: null, file: !3, line: 57, type: !5, scopeLine: 57, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 57, scope: !17)
!19 = distinct !DISubprogram(name: "m_gt_u", linkageName: "m_gt_u", scope: null, file: !3, line: 65, type: !5, scopeLine: 65, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 65, scope: !19)
!21 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 0, scope: !21)
