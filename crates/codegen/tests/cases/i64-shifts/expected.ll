; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

; Function Attrs: nounwind optsize
define internal i64 @"func[0]"(i64 %0, i64 %1) #0 section ".text.func[0]" !dbg !4 {
entry:
  %2 = alloca i64, align 8
  store i64 %0, ptr %2, align 8
  %3 = alloca i64, align 8
  store i64 %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load i64, ptr %2, align 8, !dbg !7
  %5 = load i64, ptr %3, align 8, !dbg !8
  %6 = and i64 %5, 63, !dbg !9
  %7 = shl i64 %4, %6, !dbg !9
  br label %return, !dbg !10

return:                                           ; preds = %start
  %8 = phi i64 [ %7, %start ]
  ret i64 %8, !dbg !10
}

; Function Attrs: nounwind optsize
define internal i64 @"func[1]"(i64 %0, i64 %1) #0 section ".text.func[1]" !dbg !11 {
entry:
  %2 = alloca i64, align 8
  store i64 %0, ptr %2, align 8
  %3 = alloca i64, align 8
  store i64 %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load i64, ptr %2, align 8, !dbg !12
  %5 = load i64, ptr %3, align 8, !dbg !13
  %6 = and i64 %5, 63, !dbg !14
  %7 = ashr i64 %4, %6, !dbg !14
  br label %return, !dbg !15

return:                                           ; preds = %start
  %8 = phi i64 [ %7, %start ]
  ret i64 %8, !dbg !15
}

; Function Attrs: nounwind optsize
define internal i64 @"func[2]"(i64 %0, i64 %1) #0 section ".text.func[2]" !dbg !16 {
entry:
  %2 = alloca i64, align 8
  store i64 %0, ptr %2, align 8
  %3 = alloca i64, align 8
  store i64 %1, ptr %3, align 8
  br label %start

start:                                            ; preds = %entry
  %4 = load i64, ptr %2, align 8, !dbg !17
  %5 = load i64, ptr %3, align 8, !dbg !18
  %6 = call i64 @llvm.fshl.i64(i64 %4, i64 %4, i64 %5), !dbg !19
  br label %return, !dbg !20

return:                                           ; preds = %start
  %7 = phi i64 [ %6, %start ]
  ret i64 %7, !dbg !20
}

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.fshl.i64(i64, i64, i64) #1

; Function Attrs: nounwind optsize
define i64 @m_shl(i64 %0, i64 %1) #0 section ".text.m_shl" !dbg !21 {
  %3 = call i64 @"func[0]"(i64 %0, i64 %1), !dbg !22
  ret i64 %3, !dbg !22
}

; Function Attrs: nounwind optsize
define i64 @m_shr_s(i64 %0, i64 %1) #0 section ".text.m_shr_s" !dbg !23 {
  %3 = call i64 @"func[1]"(i64 %0, i64 %1), !dbg !24
  ret i64 %3, !dbg !24
}

; Function Attrs: nounwind optsize
define i64 @m_rotl(i64 %0, i64 %1) #0 section ".text.m_rotl" !dbg !25 {
  %3 = call i64 @"func[2]"(i64 %0, i64 %1), !dbg !26
  ret i64 %3, !dbg !26
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !27 {
  ret void, !dbg !28
}

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "shl", linkageName: "shl", scope: null, file: !3, line: 51, type: !5, scopeLine: 51, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 52, scope: !4)
!8 = !DILocation(line: 54, scope: !4)
!9 = !DILocation(line: 56, scope: !4)
!10 = !DILocation(line: 57, scope: !4)
!11 = distinct !DISubprogram(name: "shr_s", linkageName: "shr_s", scope: null, file: !3, line: 59, type: !5, scopeLine: 59, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!12 = !DILocation(line: 60, scope: !11)
!13 = !DILocation(line: 62, scope: !11)
!14 = !DILocation(line: 64, scope: !11)
!15 = !DILocation(line: 65, scope: !11)
!16 = distinct !DISubprogram(name: "rotl", linkageName: "rotl", scope: null, file: !3, line: 67, type: !5, scopeLine: 67, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 68, scope: !16)
!18 = !DILocation(line: 70, scope: !16)
!19 = !DILocation(line: 72, scope: !16)
!20 = !DILocation(line: 73, scope: !16)
!21 = distinct !DISubprogram(name: "m_shl", linkageName: "m_shl", scope: null, file: !3, line: 51, type: !5, scopeLine: 51, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!22 = !DILocation(line: 51, scope: !21)
!23 = distinct !DISubprogram(name: "m_shr_s", linkageName: "m_shr_s", scope: null, file: !3, line: 59, type: !5, scopeLine: 59, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!24 = !DILocation(line: 59, scope: !23)
!25 = distinct !DISubprogram(name: "m_rotl", linkageName: "m_rotl", scope: null, file: !3, line: 67, type: !5, scopeLine: 67, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!26 = !DILocation(line: 67, scope: !25)
!27 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!28 = !DILocation(line: 0, scope: !27)
